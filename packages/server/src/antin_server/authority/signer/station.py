"""Everything the signer works with, opened once: journal, keys, the CA's certificate and addresses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from antin.issuance import Addresses, Issuer, Linter
from antin.keys import LocalSigner
from antin_server.authority.signer.derived import check_tables
from antin_server.authority.signer.errors import JournalMissing
from antin_server.authority.signer.journal import Journal
from antin_server.authority.signer.keys import HEADS, ISSUING, load_key

JOURNAL = "journal.sqlite"
Step = Callable[[int], None]


def no_step(number: int) -> None:
    """Nothing happens between steps; tests put a crash here."""


@dataclass
class Station:
    """folder: `var/signer`. linters: beside our own (pkilint). step: called before each numbered step.

    next_effect: when the next certificate becomes effective by its own time; None: not looked up yet (`lists`).
    """

    folder: Path
    journal: Journal
    issuing_key: LocalSigner
    heads_key: LocalSigner
    issuer: Issuer
    root_certificate: bytes
    not_yet_effective: str = "unknown"
    linters: Sequence[Linter] = ()
    step: Step = field(default=no_step)
    next_effect: datetime | None = None


def open_station(
    folder: Path, *, status_url: str, public_url: str, not_yet_effective: str = "unknown",
    linters: Sequence[Linter] = (), step: Step = no_step,
) -> Station:
    """The signer's place as it stands. Raises JournalMissing, JournalDamaged, JournalTablesWrong, SignerKeyUnusable."""
    journal = Journal(folder / JOURNAL)
    journal.verify()
    check_tables(journal)
    certificates = dict(journal.rows(
        "SELECT profile, der FROM certificates WHERE profile IN ('root', 'issuing_ca') ORDER BY rowid"
    ))
    if set(certificates) != {"root", "issuing_ca"}:
        raise JournalMissing(path=str(journal.path))
    return Station(
        folder, journal, load_key(folder / "keys", ISSUING), load_key(folder / "keys", HEADS),
        Issuer(certificates["issuing_ca"], addresses(status_url, public_url, "issuing")), certificates["root"],
        not_yet_effective, linters, step,
    )


def addresses(status_url: str, public_url: str, issuer: str) -> Addresses:
    """What is written into certificates of this issuer (`root` or `issuing`).

    Nobody answers for the root by OCSP: what it issued is on its list.
    """
    base = status_url.replace("//localhost", "//127.0.0.1")  # a bare host name is no good URI to linters
    return Addresses(
        ocsp="" if issuer == "root" else f"{base}/ocsp", crl=f"{base}/crl/{issuer}.crl",
        ca_issuers=f"{base}/crt/{issuer}.crt",
        cps=f"{public_url.replace('//localhost', '//127.0.0.1')}/huong-dan/chung-thu-so/",
    )
