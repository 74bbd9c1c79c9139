"""An upload to the public page is answered at once; what is still to be asked of others is asked afterwards.

1. `check_begin`: each file is judged from what is at hand. Where nothing is left to ask, nothing is kept.
2. The rest is kept for minutes, encrypted under a secret that only the visitor's page knows.
3. `check_gather`: what is missing is asked for, of all files at the same time, each question once; then the files are
   judged again and deleted. It belongs on a thread of its own: servers may take minutes.
4. `check_open`: how far it is. `check_ask_again`: once more, as long as the file is here.
5. `checks_expire`, every minute: files and results whose time is over go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from antin.errors import AntinError
from antin.messages import Language
from antin.validation.later_evidence import AtHand, Question, fetched
from antin.validation.online_evidence import Fetch
from antin_server.authority import services as authority_services
from antin_server.authority.errors import TooManyQuestions
from antin_server.signing import selectors
from antin_server.signing.errors import CheckFileGone, CheckNoRoom, TooManyChecks
from antin_server.signing.models import OpenCheck
from antin_server.signing.services import kept_files
from antin_server.signing.services.checking import (
    CheckedFile,
    Circumstances,
    FileToCheck,
    judged_at_hand,
    strangers_check,
)
from antin_server.signing.services.kept_checks import (
    FILE_MINUTES,
    Check,
    Failure,
    Room,
    check_open,
    checks_expire,
    failure_of,
    fingerprint,
    room_of,
    told_of,
)

UPLOADS_A_MINUTE = 30
ASKING, ROUNDS = timedelta(minutes=10), 3
"""Each round may take as long as one slow answer (`tasks.EVIDENCE_WITHIN_S`); before the first a turn is waited for."""


def check_begin(*, files: Sequence[FileToCheck], source: str, circumstances: Circumstances) -> Check:
    """Judge an upload of this address from what is at hand. Raises TooManyChecks."""
    at = circumstances.at
    _count(source, at)
    checks_expire(at=at)
    secret, until, wanted = kept_files.secret_new(), at + ASKING, sum(each.size for each in files if not each.refusal)
    row = OpenCheck.objects.create(
        id=kept_files.id_of(secret), source=fingerprint(source), begun_at=at, files=len(files), octets=wanted, told=b"",
        asking_until=until,
    )  # first, so that uploads at the same time see each other
    room = Room(min(wanted, room_of(row, at)))
    OpenCheck.objects.filter(pk=row.pk).update(octets=room.left)

    def keep(number: int, octets: bytes) -> bool:
        if not room.taken(len(octets)):
            return False
        kept_files.file_keep(secret, number, octets)
        return True

    checked = tuple(strangers_check(files=files, circumstances=circumstances, keep=keep))
    found = Check(checked, at, circumstances.language, failures=_without_room(checked, circumstances.language))
    if not any(each.is_kept for each in checked):
        row.delete()
        return found
    row.octets, row.told = room.used, told_of(secret, found)
    row.asked = len(_missing(checked))
    row.save()
    return replace(found, secret=secret, is_asking=True, asked=row.asked, begun_until=until)


def check_gather(*, secret: str, until: datetime, fetch: Fetch, at: datetime) -> None:
    """Fetch what is missing and judge again; nothing when its time is over, or others ask by now. until: as
    `Check.begun_until` says. Raises CheckGone.
    """
    check = check_open(secret=secret, at=at)
    rows = OpenCheck.objects.filter(pk=kept_files.id_of(secret), asking_until=until)
    if at >= until or not rows.exists():
        return
    circumstances, trust = Circumstances(at, (), check.language), selectors.installation_trust()
    files, answers, failures = list(check.files), dict[Question, bytes](), dict[Question, AntinError]()
    for _ in range(ROUNDS):
        questions = [each for each in _missing(files) if each not in answers and each not in failures]
        if not questions:
            break
        rows.update(asked=F("answered") + len(questions))
        got = fetched(questions, fetch, heard=lambda: rows.update(answered=F("answered") + 1))
        answers, failures = {**answers, **got.answers}, {**failures, **got.failures}
        at_hand = AtHand(answers, tuple(failures))
        for number, file in enumerate(files):
            if file.is_kept and (octets := kept_files.file_kept(secret, number)) is not None:
                found = judged_at_hand(file.name, octets, trust, circumstances, at_hand)
                files[number] = replace(
                    found, pictures=file.pictures, is_kept=True, missing=_still(file.missing, answers, found.missing),
                )
    _end(secret, until, replace(check, files=tuple(files), at=at), failures)


def _still(
    before: Sequence[Question], answers: Mapping[Question, bytes], more: Sequence[Question],
) -> tuple[Question, ...]:
    """What another try would ask: what was asked in vain, and what turned up since."""
    return tuple(dict.fromkeys([*(each for each in before if each not in answers), *more]))


@transaction.atomic
def _end(secret: str, until: datetime, check: Check, failures: Mapping[Question, AntinError]) -> None:
    """Files of which nothing is open go now; the rest waits for another try. Nothing when others ask by now."""
    check_id, language = kept_files.id_of(secret), check.language
    row = OpenCheck.objects.select_for_update().filter(pk=check_id, asking_until=until).first()
    if row is None:
        return
    files = tuple(replace(each, is_kept=each.is_kept and each.is_open) for each in check.files)
    for number, file in enumerate(files):
        if not file.is_kept:
            kept_files.file_drop(check_id, number)
    reasons = tuple(dict.fromkeys(failure_of(each, language) for each in failures.values()))
    if not any(each.is_kept for each in files):
        reasons = ()
    ended = replace(check, files=files, failures=(*reasons, *_without_room(files, language)))
    row.told, row.asking_until = told_of(secret, ended), None
    row.octets = row.octets if any(each.is_kept for each in files) else 0
    row.save(update_fields=["told", "asking_until", "octets"])


def _without_room(files: Sequence[CheckedFile], language: Language) -> tuple[Failure, ...]:
    """That some files could not wait here."""
    is_so = any(each.is_open and each.missing and not each.is_kept for each in files)
    return (failure_of(CheckNoRoom(), language),) if is_so else ()


@transaction.atomic
def check_ask_again(*, secret: str, at: datetime) -> Check:
    """Begin to ask anew, `begun_until`; as it is when somebody asks already. Raises CheckGone, CheckFileGone."""
    row = OpenCheck.objects.select_for_update().filter(pk=kept_files.id_of(secret)).first()
    check = check_open(secret=secret, at=at)
    if row is None or check.is_asking:
        return check
    if not check.may_ask_again:
        raise CheckFileGone(minutes=FILE_MINUTES)
    row.asking_until, row.asked, row.answered = at + ASKING, len(_missing(check.files)), 0
    row.told = told_of(secret, replace(check, failures=_without_room(check.files, check.language)))
    row.save()
    return replace(
        check, failures=(), is_asking=True, asked=row.asked, answered=0, begun_until=row.asking_until,
    )


def _count(source: str, at: datetime) -> None:
    try:
        authority_services.look_up_count(source=f"check {source}", at=at, limit=UPLOADS_A_MINUTE)
    except TooManyQuestions as error:
        raise TooManyChecks(most=UPLOADS_A_MINUTE) from error


def _missing(files: Sequence[CheckedFile]) -> tuple[Question, ...]:
    """What is to be asked for the files that are kept, each question once."""
    return tuple(dict.fromkeys(question for each in files if each.is_kept for question in each.missing))

