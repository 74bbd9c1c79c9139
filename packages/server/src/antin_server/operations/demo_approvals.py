"""Approve waiting orders with the demo officers' keys, as `antin authority approve` does with a real officer's."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from antin.adapters.key_files import read_key_file
from antin.errors import AntinError
from antin.keys import LocalSigner
from antin.messages import message_of
from antin.orders import approve, read_order, summary
from antin_server.authority import selectors as authority
from antin_server.authority import services
from antin_server.authority.types import OrderState, OrderView
from antin_server.operations.errors import DemoMissing
from antin_server.operations.speech import language, say


@dataclass(frozen=True)
class DemoOfficer:
    """An officer's key, opened."""

    name: str
    signer: LocalSigner
    certificate: bytes


def demo_officers(home: Path) -> Sequence[DemoOfficer]:
    """Those whose keys lie in the data folder. Raises DemoMissing."""
    folder = home / "demo" / "officers"
    if not (folder / "passphrase").exists():
        raise DemoMissing(folder=str(home))
    passphrase = (folder / "passphrase").read_text(encoding="utf-8")
    return list(_opened(sorted(folder.glob("*.p12")), passphrase))


def _opened(paths: Sequence[Path], passphrase: str) -> Iterator[DemoOfficer]:
    for path in paths:
        file = read_key_file(path.read_bytes(), passphrase)
        assert file.certificate is not None
        yield DemoOfficer(path.stem, LocalSigner(file.private_key), file.certificate)


def approve_waiting(
    home: Path, *, at: datetime, ids: Collection[str] = (), kinds: Collection[str] = (),
    officers: Sequence[DemoOfficer] | None = None,
) -> int:
    """Give each waiting order what it lacks; how many approvals were given.

    ids, kinds: only these orders; empty: all. A refusal is told and the next order is taken.
    """
    officers = demo_officers(home) if officers is None else officers
    waiting = [each for each in authority.orders_waiting() if each.state is OrderState.WAITING]
    chosen = [each for each in waiting if (not ids or each.id in ids) and (not kinds or each.kind in kinds)]
    return sum(_approved(order, officers, at=at) for order in chosen)


def _approved(order: OrderView, officers: Sequence[DemoOfficer], *, at: datetime) -> int:
    given, lacking = 0, order.needed - len(order.approvals)
    for officer in officers:
        if given >= lacking:
            break
        try:
            approval = approve(
                order.canonical, signer=officer.signer, certificate=officer.certificate, at=at.replace(microsecond=0),
            )
            view = services.approval_receive(order_id=order.id, approval=approval, at=at)
        except AntinError as error:
            say("demo_refused", name=officer.name, id=order.id, text=message_of(error, language()).text)
            continue
        given += 1
        say("demo_approved", name=view.officer, id=order.id, text=_first_lines(order))
    return given


def _first_lines(order: OrderView) -> str:
    """What the order is and for whom, as an officer reads it."""
    return ", ".join(value for _, value in summary(read_order(order.canonical), language())[:3])
