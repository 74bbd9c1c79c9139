"""What will be seen of marks before anybody signs: drawn as they are signed, by the name that is expected to sign."""

from datetime import datetime

from antin.errors import AntinError
from antin.pades import Appearance, Box
from antin_server.accounts import selectors as accounts
from antin_server.signing import selectors
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.apart import done_apart
from antin_server.signing.services.checking import page_draw
from antin_server.signing.services.marks import Signer, appearance_by, field_of, require_usable
from antin_server.signing.services.surveying import Looked, document_look_over


def signer_expected(person_id: int, *, at: datetime) -> Signer:
    """The person, in her agency; the certificate that signs may say it otherwise."""
    person = accounts.person(person_id)
    assert person is not None
    return Signer(person.full_name, accounts.agency_name(person.agency_id, at=at) if person.agency_id else "")


def mark_draw(mark: JobMark, signer: Signer, *, at: datetime) -> bytes:
    """A mark by itself in its size, on nothing, as PNG; empty: it is invisible.

    Raises LookIncomplete; LookNotFound: its look is no longer hers to sign with; DocumentRefused: it does not fit, …
    """
    require_usable(mark, mark.job.person_id, at=at)
    appearance = appearance_by(mark, signer, at=at)
    return done_apart("draw_look", appearance, mark.width, mark.height) if appearance else b""


def job_page_draw(job: SigningJob, number: int, signer: Signer, *, at: datetime, but: int | None = None) -> bytes:
    """A page, from 1, as PNG, as it will be seen when everything is signed. but: the position of a mark to leave out.

    Raises as `page_draw`.
    """
    there = [each for each in selectors.marks_of(job) if each.page == number and not each.signed_at]
    found = [(field_of(each), _drawn(each, signer, at)) for each in there if each.position != but]
    marks = [(field, appearance) for field, appearance in found if appearance is not None]
    return page_draw(selectors.document_bytes(job), number, marks)


def _drawn(mark: JobMark, signer: Signer, at: datetime) -> Appearance | None:
    try:
        require_usable(mark, mark.job.person_id, at=at)
        return appearance_by(mark, signer, at=at)
    except AntinError:  # something is not known yet, or may no longer be shown
        return None


def job_look_over(job: SigningJob) -> tuple[Looked, list[JobMark]]:
    """What to know of a document before it is signed, and the marks whose covered words it tells, in their order.

    Raises as `document_look_over`.
    """
    marks = [each for each in selectors.marks_of(job) if each.is_visible and not each.signed_at]
    boxes = [(each.kind, each.page, Box(each.x, each.y, each.width, each.height)) for each in marks]
    return document_look_over(selectors.document_bytes(job), boxes), marks
