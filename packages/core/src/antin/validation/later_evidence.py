"""Judge at once with what is at hand, fetch meanwhile, judge again: for whoever cannot wait for slow servers.

1. Judge with `AtHand` in the place of the network: it answers what was fetched before and notes the rest.
2. `fetched`: ask for what it noted, everything at the same time.
3. Judge again with these answers; ask for what is noted then, and so on until nothing new is noted.
Between two judgements only public octets are known: the addresses of certificates, questions and answers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from dataclasses import dataclass, field

from antin.errors import AntinError
from antin.validation.online_evidence import Fetch

AT_ONCE, PATIENCE_S = 8, 6.0
"""Questions under way, and as many lists; seconds after which lists are asked for, too, where no answer about a
certificate came.
"""


@dataclass(frozen=True)
class Question:
    """What a fetch is asked. body: of a question about one certificate (OCSP); None: a list is got."""

    url: str
    body: bytes | None = None
    content_type: str = ""


class NotAtHand(AntinError):
    """Noted, to be fetched afterwards (`url`)."""

    code = "evidence_not_at_hand"


@dataclass
class AtHand:
    """A `Fetch` that opens no socket. failed: asked before, in vain. missing: what else it was asked and could not
    answer, in the order of asking.
    """

    answers: Mapping[Question, bytes] = field(default_factory=dict)
    failed: Collection[Question] = ()
    _missing: dict[Question, None] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Question, ...]:
        """Each once."""
        return tuple(self._missing)

    def __call__(self, url: str, *, body: bytes | None = None, content_type: str = "") -> bytes:
        """The answer. Raises NotAtHand."""
        question = Question(url, body, content_type)
        if question in self.answers:
            return self.answers[question]
        if question not in self.failed:
            self._missing[question] = None
        raise NotAtHand(url=url)


@dataclass(frozen=True)
class Fetched:
    """What came, and why the rest did not."""

    answers: Mapping[Question, bytes]
    failures: Mapping[Question, AntinError]


def fetched(
    questions: Sequence[Question], fetch: Fetch, *, patience_s: float = PATIENCE_S,
    heard: Callable[[], object] = lambda: None,
) -> Fetched:
    """The answers to these questions. heard: called after each, answered or not.

    Lists may be large: they are asked for once a question about a certificate stayed without answer for a while, or
    when there are no such questions. Takes as long as `fetch` lets its questions take.
    """
    answers: dict[Question, bytes] = {}
    failures: dict[Question, AntinError] = {}
    # Lists do not wait behind the slow questions on whose account they are asked for.
    with ThreadPoolExecutor(AT_ONCE) as pool, ThreadPoolExecutor(AT_ONCE) as pool_of_lists:

        def asked(some: Iterable[Question], pool: ThreadPoolExecutor) -> dict[Future[bytes], Question]:
            return {
                pool.submit(fetch, each.url, body=each.body, content_type=each.content_type): each for each in some
            }

        under_way = asked((each for each in questions if each.body is not None), pool)
        late = wait(under_way, timeout=patience_s).not_done
        if not under_way or late or any(each.exception() for each in under_way if each.done()):
            under_way |= asked((each for each in questions if each.body is None), pool_of_lists)
        for each in as_completed(under_way):
            try:
                answers[under_way[each]] = each.result()
            except AntinError as error:
                failures[under_way[each]] = error
            heard()
    return Fetched(answers, failures)
