"""The tokens plugged into this machine, seen through the libraries named or found; each library in its own process."""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from antin.adapters.tokens import (
    Contents,
    ModulePlace,
    Token,
    TokenHolding,
    TokenModule,
    TokenModuleAbsent,
    holdings_of,
    may_sign_documents,
    modules_found,
    standing_of,
)
from antin.errors import AntinError
from antin_cli import clock
from antin_cli.showing import shown_time
from antin_cli.texts import say


@dataclass(frozen=True)
class TokenAtHand:
    """One token, seen through one library."""

    place: ModulePlace
    module: TokenModule
    token: Token
    contents: Contents
    holdings: tuple[TokenHolding, ...]

    @property
    def shown(self) -> str:
        """Name, serial number and whose it is, on one line."""
        token = self.token
        parts = (token.serial, self.place.vendor or token.manufacturer)
        return f"{token.label or '?'} ({', '.join(each for each in parts if each)})"

    def seen_again(self) -> "TokenAtHand":
        """What it shows now, after the PIN."""
        contents = self.module.contents(self.token)
        return replace(self, contents=contents, holdings=holdings_of(contents))

    def is_called(self, name: str) -> bool:
        """Whether that is its name or its serial number."""
        return folded(name) in {folded(self.token.label), folded(self.token.serial)}


def places_of(named: Sequence[Path]) -> list[ModulePlace]:
    """The libraries to ask. Raises TokenModuleAbsent: none was named and none found."""
    places = [ModulePlace("", path.absolute()) for path in named] or modules_found(os.environ)
    if not places:
        raise TokenModuleAbsent
    return places


def opened(place: ModulePlace, kept: ExitStack) -> tuple[TokenModule, list[TokenAtHand]]:
    """A library, open until `kept` ends, and its tokens. Raises what TokenModule raises."""
    module = kept.enter_context(TokenModule(place.path))
    found = list[TokenAtHand]()
    for token in module.tokens():
        contents = module.contents(token)
        found.append(TokenAtHand(place, module, token, contents, holdings_of(contents)))
    return module, found


def tokens_at_hand(named: Sequence[Path], kept: ExitStack) -> tuple[list[TokenAtHand], list[AntinError]]:
    """Every token once, and what kept a library that was only found from being used.

    Raises TokenModuleAbsent; of a library that was named what TokenModule raises.
    """
    tokens, faults = list[TokenAtHand](), list[AntinError]()
    for place in places_of(named):
        try:
            tokens += opened(place, kept)[1]
        except AntinError as error:
            if named:
                raise
            faults.append(error)
    return list(_once(tokens)), faults


def _once(tokens: Sequence[TokenAtHand]) -> Iterator[TokenAtHand]:
    """A vendor's library and a general one show the same token: the vendor's, which comes first, is used. Serial
    numbers do not tell: some tokens have none, or all the same.
    """
    seen: dict[bytes, TokenModule] = {}
    for each in tokens:
        certificates = {holding.certificate.encoded for holding in each.holdings}
        is_seen_elsewhere = all(seen.get(one, each.module) is not each.module for one in certificates)
        if not certificates or not is_seen_elsewhere:
            yield each
        for one in certificates:
            seen.setdefault(one, each.module)


def shown_holding(holding: TokenHolding) -> str:
    """A certificate on one line: whose, until when, its state."""
    certificate = holding.certificate
    state = standing_of(certificate, at=clock.now())
    use = "" if may_sign_documents(certificate) else f", {say('use.other')}"
    until = f"{say('label.not_after').lower()} {shown_time(certificate.not_after)}"
    return f"{certificate.subject.shown} ({certificate.serial:X}, {until}, {say(f'state.{state}')}{use})"


def folded(text: str) -> str:
    """As names are compared: in NFC, without regard to capitals and outer spaces."""
    return unicodedata.normalize("NFC", text).strip().casefold()
