"""The key that signs, on a token: token and certificate chosen, the PIN given once."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from antin.adapters.evidence_files import read_certificates
from antin.adapters.tokens import (
    PinLocked,
    TokenAbsent,
    TokenCertificate,
    TokenCertificateAbsent,
    TokenHolding,
    TokenKey,
    TokenSigner,
    issuers_above,
    key_of,
    may_sign_documents,
    standing_of,
)
from antin.adapters.tokens.mechanisms import ways_of
from antin.keys import algorithm_for
from antin.validation import Certificate, read_certificate
from antin_cli.choices import chosen
from antin_cli.errors import PassphraseNotGiven, PinNotGiven, TokenCertificateUnknown, TokenUnknown
from antin_cli.key_holder import KeyHolder
from antin_cli.output import note
from antin_cli.shared import Passphrase, asked
from antin_cli.signing import own_faults, refused
from antin_cli.telling import tell
from antin_cli.texts import say
from antin_cli.token_options import TokenWishes
from antin_cli.tokens_at_hand import TokenAtHand, folded, shown_holding, tokens_at_hand


def open_token_holder(
    wishes: TokenWishes, named: Path | None, kept: ExitStack, *, at: datetime, pss: bool, digest_name: str,
) -> KeyHolder:
    """Key and certificate ready to sign, until `kept` ends. named: a file with the certificate and its chain.

    1. The token; one that shows no certificate without the PIN is given it now. 2. The certificate. 3. May it sign,
    and can the token sign so? 4. The PIN, once. 5. The certificate's key.
    Raises what `antin.adapters.tokens` raises; TokenUnknown, TokenCertificateUnknown, ChoiceNotMade, PinNotGiven,
    CertificateMayNotSign, EvidenceFileUnreadable.
    """
    given = [read_certificate(each) for each in read_certificates([named])] if named else []
    token = _token(wishes, kept, is_certificate_given=bool(_people_of(given)))                                  # 1
    keys: tuple[TokenKey, ...] | None = None
    if not _people(token) and not _people_of(given):
        keys = _keys(token, wishes.pin)
        token = token.seen_again()
    holding = _holding(wishes, token, given, at)                                                    # 2
    certificate = holding.certificate
    note(say("said.signing_with", certificate=f"{shown_holding(holding)}, {token.shown}"))
    for each in own_faults(certificate, at=at):                                                     # 3
        raise refused(certificate, each)
    algorithm = algorithm_for(certificate.public_key_info, pss=pss, digest_name=digest_name)
    ways_of(algorithm, token.contents.mechanisms)
    keys = _keys(token, wishes.pin) if keys is None else keys                                       # 4
    key = key_of(keys, certificate.public_key_info, holding.stored.identifier)                      # 5
    signer = TokenSigner(
        token.module, key, token.contents, public_key_info=certificate.public_key_info, algorithm=algorithm,
    )
    others = (*given, *(each.certificate for each in token.holdings))
    return KeyHolder(signer, certificate.encoded, issuers_above(certificate, others))


def _token(wishes: TokenWishes, kept: ExitStack, *, is_certificate_given: bool) -> TokenAtHand:
    tokens, faults = tokens_at_hand(wishes.modules, kept)
    if not tokens:
        for each in faults:
            tell(each)
        raise TokenAbsent
    if wishes.token is not None:
        named = [each for each in tokens if each.is_called(wishes.token)]
        if not named:
            raise TokenUnknown(name=wishes.token, known="; ".join(each.shown for each in tokens))
        tokens = named
    filled = [each for each in tokens if _people(each)]
    candidates = filled if filled and not is_certificate_given else tokens
    return candidates[chosen("ask.which_token", [each.shown for each in candidates], option="--token-name")]


def _people(token: TokenAtHand) -> list[TokenHolding]:
    return [each for each in token.holdings if not each.certificate.is_ca]


def _people_of(certificates: Sequence[Certificate]) -> list[Certificate]:
    return [each for each in certificates if not each.is_ca]


def _holding(
    wishes: TokenWishes, token: TokenAtHand, given: Sequence[Certificate], at: datetime,
) -> TokenHolding:
    """The signer's certificate: of those in the file if there are any, else of those on the token; of those that may
    sign now, if there are any, else the one whose fault will be told.
    """
    candidates = [_beside(token, each) for each in _people_of(given)] or _people(token)
    if not candidates:
        raise TokenCertificateAbsent
    if wishes.certificate is not None:
        wanted = wishes.certificate
        named = [each for each in candidates if _is_called(each.certificate, wanted)]
        if not named:
            raise TokenCertificateUnknown(name=wanted, known="; ".join(map(shown_holding, candidates)))
        candidates = named
    good = [
        each for each in candidates
        if standing_of(each.certificate, at=at) == "valid" and may_sign_documents(each.certificate)
    ]
    candidates = good or candidates
    labels = [shown_holding(each) for each in candidates]
    return candidates[chosen("ask.which_certificate", labels, option="--token-cert")]


def _beside(token: TokenAtHand, certificate: Certificate) -> TokenHolding:
    """A certificate from a file, with the identifier of its copy on the token if there is one."""
    stored = (each.stored for each in token.holdings if each.certificate.encoded == certificate.encoded)
    return TokenHolding(next(stored, TokenCertificate("", "", certificate.encoded, False)), certificate)


def _is_called(certificate: Certificate, name: str) -> bool:
    names = {f"{certificate.serial:x}", certificate.sha256, folded(certificate.subject.shown)}
    return folded(name) in names or folded(name).lstrip("0") == f"{certificate.serial:x}"


def _keys(token: TokenAtHand, source: Passphrase) -> tuple[TokenKey, ...]:
    """Log in: with the PIN of the file or variable, the one typed now, or the one typed on the reader."""
    state = token.token.pin
    if state.is_locked:
        raise PinLocked
    if state.name != "good":
        note(say("said.pin_state", token=token.token.label, state=say(f"pin.{state.name}")))
    if state.typed_on_reader and not source.is_given:
        note(say("said.type_on_reader", token=token.token.label))
        return token.module.login(token.token, None)
    if not state.is_needed:
        return token.module.login(token.token, None)
    return token.module.login(token.token, _pin(source), is_typed=not source.is_given)


def _pin(source: Passphrase) -> str:
    """Not empty: an empty PIN would cost a try. Raises PinNotGiven."""
    try:
        pin = source.given() if source.is_given else asked("ask.pin")
    except PassphraseNotGiven as error:
        raise PinNotGiven from error
    if not pin:
        raise PinNotGiven
    return pin
