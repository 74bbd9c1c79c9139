"""Setting up the authority: keys, root, issuing CA, first lists. Done once, beside the signer."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from antin.issuance import Content, Issuer, SelfIssued, issue, lint, new_serial, prepare
from antin.keys import KeyKind, LocalSigner
from antin.names import subject_name
from antin.profiles.lifetime import Lifetime
from antin_server.authority.signer.errors import CeremonyDone, KeysWithoutJournal
from antin_server.authority.signer.issuing import certificate_row
from antin_server.authority.signer.journal import Journal, shown_time
from antin_server.authority.signer.keys import HEADS, ISSUING, ROOT, make_key
from antin_server.authority.signer.linting import pkilint
from antin_server.authority.signer.lists import ROOT_LIFE, list_make
from antin_server.authority.signer.station import JOURNAL, Station, addresses, open_station


@dataclass(frozen=True)
class Plan:
    """Names and kinds of keys of an authority; the defaults are a pilot's."""

    organisation: str = "Ấn Tín (thử nghiệm)"
    root_name: str = "RootCA thử nghiệm Ấn Tín"
    issuing_name: str = "CA thử nghiệm phục vụ các cơ quan"
    root_kind: KeyKind = KeyKind.RSA_4096
    issuing_kind: KeyKind = KeyKind.RSA_3072
    years: int = 20
    issuing_years: int = 10


def set_up(folder: Path, *, status_url: str, public_url: str, plan: Plan, at: datetime) -> None:
    """Make the authority in an empty folder: nothing is there before everything is.

    1. A draft of the journal. 2. Keys. 3. The root, self-issued. 4. The issuing CA. 5. The draft becomes the
    journal. 6. The first list of the root. An attempt that was cut off left its draft: its keys signed nothing
    that anybody saw, and are made anew. Keys without a draft are those of an authority whose journal is gone.
    Raises CeremonyDone, KeysWithoutJournal.
    """
    if (folder / JOURNAL).exists():
        raise CeremonyDone()
    keys, draft = folder / "keys", folder / "journal.draft"
    files = [keys / f"{name}.pem" for name in (ROOT, ISSUING, HEADS)]
    if not draft.exists() and any(each.exists() for each in files):
        raise KeysWithoutJournal(folder=str(keys))
    journal = _draft(draft)                                                                    # 1
    for each in files:
        each.unlink(missing_ok=True)
    root_key = make_key(keys, ROOT, plan.root_kind)                                            # 2
    issuing_key = make_key(keys, ISSUING, plan.issuing_kind)
    make_key(keys, HEADS, KeyKind.P256)
    root = _certified(journal, plan, "root", plan.root_name, root_key, root_key, SelfIssued(), plan.years, at)  # 3
    above = Issuer(root, addresses(status_url, public_url, "root"))
    years = plan.issuing_years
    _certified(journal, plan, "issuing_ca", plan.issuing_name, issuing_key, root_key, above, years, at)  # 4
    journal.connection.execute("PRAGMA journal_mode=DELETE")  # the draft is one file when it is moved
    journal.close()
    draft.rename(folder / JOURNAL)                                                             # 5
    station = open_station(folder, status_url=status_url, public_url=public_url)
    first_lists(station, root_key, at=at)                                                      # 6
    station.journal.close()


def _draft(path: Path) -> Journal:
    """An empty journal in the place of what an attempt before left; there is a draft at every moment."""
    for suffix in ("-wal", "-shm"):  # else SQLite would take them for the new file's own
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return Journal.create(path)


def first_lists(station: Station, root_key: LocalSigner, *, at: datetime) -> None:
    """A list of the root, which revoked nobody; the issuing CA's comes with the signer's first tick."""
    list_make(station, "root", station.root_certificate, root_key, entries=[], life=ROOT_LIFE, at=at)


def _certified(
    journal: Journal, plan: Plan, profile: str, common_name: str, key: LocalSigner, issuer_key: LocalSigner,
    issuer: Issuer | SelfIssued, years: int, at: datetime,
) -> bytes:
    start = at.replace(microsecond=0)
    content = Content(
        profile=profile, subject=subject_name(common_name=common_name, organisation_path=(plan.organisation,)),
        public_key_info=key.public_key_info, serial=new_serial(), not_before=start,
        not_after=Lifetime(years=years).end(start) - timedelta(seconds=1),
    )
    linted = lint(prepare(content, issuer, issuer_algorithm=issuer_key.algorithm), (pkilint,))
    der = issue(linted, issuer_key, issuer)
    journal.append(
        "authority", {"name": "root" if profile == "root" else "issuing", "certificate": der.hex()}, at=at,
        changes=[certificate_row(
            serial=f"{content.serial:x}", content=content, der=der, state="effective", issued_at=shown_time(at),
            effective_from=shown_time(at), order_id="", case="", agency=plan.organisation,
        )],
    )
    return der
