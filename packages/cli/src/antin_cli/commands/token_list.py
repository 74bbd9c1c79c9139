"""antin token list"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from antin_cli import clock, language
from antin_cli.exits import Exit, exit_of, worst
from antin_cli.frame import framed
from antin_cli.output import json_line, line
from antin_cli.shared import json_option
from antin_cli.showing import labelled, shown_time
from antin_cli.telling import as_json as error_as_json
from antin_cli.telling import tell
from antin_cli.texts import say
from antin_cli.token_options import module_option

if TYPE_CHECKING:
    from antin.adapters.tokens import ModuleInfo, ModulePlace, TokenHolding
    from antin.errors import AntinError
    from antin_cli.tokens_at_hand import TokenAtHand


@framed("token.list")
@module_option
@json_option
def command(modules: tuple[Path, ...], as_json: bool) -> int:
    """Every library and what it shows; a bad one never stops the rest. No token anywhere: TokenAbsent."""
    from antin.adapters.tokens import TokenAbsent
    from antin.errors import AntinError
    from antin_cli.tokens_at_hand import opened, places_of

    codes, count, at = list[Exit](), 0, clock.now()
    for place in places_of(modules):
        with ExitStack() as kept:
            try:
                module, tokens = opened(place, kept)
            except AntinError as error:
                codes.append(exit_of(error) if modules else Exit.DONE)
                if as_json:
                    json_line({"module": str(place.path), "vendor": place.vendor, **_fault(error, place)})
                else:
                    line(_headline(place, None))
                    _tell_fault(error, is_named=bool(modules))
                continue
        count += len(tokens)
        if as_json:
            json_line(_described(place, module.info, tokens, at))
            continue
        for each in _lines(place, module.info, tokens, at):
            line(each)
    if not count and worst(codes) is Exit.DONE:
        raise TokenAbsent
    return worst(codes)


def _tell_fault(error: "AntinError", *, is_named: bool) -> None:
    """What was named and fails is an error; what was only found, such as the library of a chip that this machine does
    not have, is a remark.
    """
    if is_named:
        tell(error)
    else:
        from antin.messages import message_of

        line(f"  {message_of(error, language.current()).text}")


def _fault(error: "AntinError", place: "ModulePlace") -> Mapping[str, object]:
    told = error_as_json(error, str(place.path))
    return {name: told[name] for name in ("error", "advice")}


def _headline(place: "ModulePlace", info: "ModuleInfo | None") -> str:
    vendor = place.vendor or (info.manufacturer if info else "")
    version = f"  {info.description} {info.version}" if info else ""
    return f"{' '.join((say('label.module'), vendor)).strip()}: {place.path}{version}"


def _lines(
    place: "ModulePlace", info: "ModuleInfo", tokens: "list[TokenAtHand]", at: datetime,
) -> Iterator[str]:
    yield _headline(place, info)
    if not tokens:
        yield f"  {say('token.no_tokens')}"
    for each in tokens:
        token = each.token
        yield f"  {say('label.token')} “{token.label}”"
        on_reader = f", {say('pin.on_reader')}" if token.pin.typed_on_reader else ""
        yield from labelled((
            ("serial", token.serial), ("device", f"{token.manufacturer} {token.model}".strip()),
            ("pin", say(f"pin.{token.pin.name}") + on_reader),
        ), "    ")
        if not each.holdings:
            yield f"    {say('token.no_certificates')}"
        for number, holding in enumerate(each.holdings, 1):
            yield from _certificate_lines(holding, number, at)


def _certificate_lines(holding: "TokenHolding", number: int, at: datetime) -> Iterator[str]:
    certificate, told = holding.certificate, _certificate(holding, at)
    state = say(f"state.{told['state']}")
    yield f"    {number}. {certificate.subject.shown}"
    yield from labelled((
        ("serial", str(told["serial"])), ("issuer", certificate.issuer.shown),
        ("validity", f"{shown_time(certificate.not_before)} – {shown_time(certificate.not_after)}, {state}"),
        ("use", say(f"use.{told['use']}")),
        ("private_key", "" if certificate.is_ca else say(f"key.{told['key']}")),
    ), "       ")


def _described(
    place: "ModulePlace", info: "ModuleInfo", tokens: "list[TokenAtHand]", at: datetime,
) -> Mapping[str, object]:
    return {
        "module": str(place.path), "vendor": place.vendor,
        "library": {"manufacturer": info.manufacturer, "description": info.description, "version": info.version},
        "tokens": [_token(each, at) for each in tokens],
    }


def _token(each: "TokenAtHand", at: datetime) -> Mapping[str, object]:
    token, pin = each.token, each.token.pin
    return {
        "label": token.label, "serial": token.serial, "manufacturer": token.manufacturer, "model": token.model,
        "pin": {
            "state": pin.name, "is_count_low": pin.is_count_low, "is_final_try": pin.is_final_try,
            "is_locked": pin.is_locked, "typed_on_reader": pin.typed_on_reader,
        },
        "certificates": [_certificate(holding, at) for holding in each.holdings],
    }


def _certificate(holding: "TokenHolding", at: datetime) -> Mapping[str, object]:
    """use: signs, issues, other. key: seen, unseen: not without the PIN."""
    from antin.adapters.tokens import may_sign_documents, standing_of

    certificate = holding.certificate
    use = "issues" if certificate.is_ca else "signs" if may_sign_documents(certificate) else "other"
    return {
        "subject": certificate.subject.text, "issuer": certificate.issuer.text, "serial": f"{certificate.serial:X}",
        "sha256": certificate.sha256, "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(), "state": standing_of(certificate, at=at), "use": use,
        "key": "seen" if holding.stored.has_key else "unseen",
    }
