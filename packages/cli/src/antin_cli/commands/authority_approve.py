"""antin authority approve"""

from pathlib import Path
from typing import Any

from antin_cli import clock, language
from antin_cli.errors import CertificateMayNotSign, NotConfirmed
from antin_cli.frame import argument, framed, option
from antin_cli.inputs import read_small
from antin_cli.key_holder import KeyHolder, open_holder
from antin_cli.output import check_free, line, write_file
from antin_cli.portal import Portal
from antin_cli.shared import Passphrase, confirmed, force_option, passphrase_options
from antin_cli.texts import say
from antin_cli.values import FilePath, Text


@framed("authority.approve")
@argument("order", type=Text("file_or_url"), help_code="authority.approve.order")
@option("--key", required=True, type=FilePath(), help_code="authority.approve.key")
@option("--cert", type=FilePath(), help_code="authority.approve.cert")
@option("--yes", is_flag=True, help_code="authority.approve.yes")
@option("--out", type=FilePath(), help_code="authority.approve.out")
@passphrase_options
@force_option
def command(order: str, out: Path | None, yes: bool, force: bool, **options: Any) -> int:
    """1. Fetch the order. 2. Show what its bytes say. 3. Ask. 4. Sign these bytes. 5. Send, or write."""
    from antin.orders import approve

    is_address = order.lower().startswith(("http://", "https://"))
    target = out if is_address or out else Path(f"{order}.p7s")
    if target is not None:
        check_free(target, force=force)
    portal = Portal(order) if is_address else None
    order_bytes = portal.order() if portal else read_small(Path(order), may_be_pipe=True)       # 1
    _show(order_bytes)                                                                           # 2
    if not yes and not confirmed("ask.approve"):                                                 # 3
        raise NotConfirmed
    passphrase = Passphrase(options["passphrase_file"], options["passphrase_env"])
    officer = open_holder(options["key"], options["cert"], passphrase)
    _check_dates(officer)
    approval = approve(                                                                          # 4
        order_bytes, signer=officer.signer, certificate=officer.certificate, chain=officer.chain, at=clock.now(),
    )
    if target is not None:                                                                       # 5
        write_file(target, approval, force=force)
        line(f"{say('said.written')}: {target}")
    elif portal is not None:
        line(f"{say('said.sent')} {portal.send(approval)}")
    return 0


def _show(order_bytes: bytes) -> None:
    """Read from the very bytes that will be signed. Raises OrderMalformed."""
    from antin.orders import APPROVALS_NEEDED, read_order, summary

    order = read_order(order_bytes)
    rows = summary(order, language.current())
    width = max(len(label) for label, _ in rows)
    for label, value in rows:
        line(f"  {label.ljust(width)}  {value}")
    line(f"  {say('said.approvals', count=APPROVALS_NEEDED[order.kind])}")


def _check_dates(officer: KeyHolder) -> None:
    """The signer judges the rest by its own registry. Raises CertificateMayNotSign: not in force today."""
    from antin.validation import Reason, read_certificate

    certificate, now = read_certificate(officer.certificate), clock.now()
    about = {"subject": certificate.subject.shown, "not_before": certificate.not_before,
             "not_after": certificate.not_after}
    code = "certificate_expired" if now > certificate.not_after else "certificate_not_yet_valid"
    if not certificate.not_before <= now <= certificate.not_after:
        reason = Reason(code, 0, about).message(language.current()).text
        raise CertificateMayNotSign(subject=certificate.subject.shown, reason=reason)
