"""Why the operating system refused, in the reader's language and with what to do."""

import errno
import os

import pytest

from antin.messages import message
from antin.messages.system_reasons import system_reason


@pytest.mark.parametrize(("number", "reason", "advice"), [
    (errno.ENOENT, "không có tệp", "đường dẫn"), (errno.EACCES, "không có quyền", "mở quyền"),
    (errno.EISDIR, "thư mục", "chỉ ra một tệp"), (errno.ENOSPC, "đĩa đã đầy", "xóa bớt"),
    (errno.EMFILE, "quá nhiều tệp", "ulimit -n"), (errno.EROFS, "chỉ đọc", "thư mục khác"),
])
def test_what_people_meet_is_said_in_their_words(number: int, reason: str, advice: str) -> None:
    fields = system_reason(OSError(number, os.strerror(number)))

    said, in_english = message("input_unreadable", path="a.pdf", **fields), message(
        "input_unreadable", "en", path="a.pdf", **fields,
    )

    assert reason in said.text and advice in said.hint
    assert in_english.text.isascii() and in_english.hint.isascii()


def test_what_is_rare_is_said_in_the_words_of_the_system() -> None:
    fields = system_reason(OSError(errno.EXDEV, "Invalid cross-device link"))

    said = message("output_not_written", path="a.pdf", **fields)

    assert said.text == "Không ghi được a.pdf (Invalid cross-device link)."
    assert "lời của hệ điều hành" in said.hint


def test_an_error_without_words_is_named() -> None:
    assert system_reason(OSError())["reason"] == "OSError"
