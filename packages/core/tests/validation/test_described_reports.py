"""A report as machines read it."""

import json

from antin.validation import RevocationMode, described
from antin_testkit.paths import AT, DAY, Authority, entry, judged

ROOT = Authority("Root")
LEAF = ROOT.issue("Nguyễn Thị Ánh")


class TestADescribedReport:
    def test_tells_a_revocation_in_full(self) -> None:
        report = judged(LEAF, ROOT, crls=[ROOT.crl(entry(7, AT - 2 * DAY, 4))])

        told = json.loads(json.dumps(described(report), ensure_ascii=False))

        assert (told["outcome"], told["indication"], told["sub_indication"]) == (
            "not_valid",
            "INDETERMINATE",
            "REVOKED_NO_POE",
        )
        assert told["reasons"] == [
            {
                "code": "certificate_revoked",
                "text": "Chứng thư số của “Nguyễn Thị Ánh” đã bị thu hồi lúc 22/11/2026 10:00.",
            }
        ]
        assert told["revocation"] == {
            "state": "revoked",
            "source": "crl",
            "checked_at": "2026-11-23T03:00:00Z",
            "revoked_at": "2026-11-22T03:00:00Z",
            "reason": "superseded",
        }
        assert told["path"][0]["serial"] == "7"
        assert told["anchor"]["subject"] == "CN=Root"

    def test_gives_advice_once(self) -> None:
        below = ROOT.authority("Below")
        report = judged(below.issue(), ROOT, below.certificate, revocation=RevocationMode.REQUIRED)

        told = described(report, "en")

        assert len(told["reasons"]) == 2  # type: ignore[arg-type]  # a list
        assert told["advice"] == [
            {
                "code": "revocation_unchecked",
                "text": "Check again when online, or provide the revocation list (CRL).",
            }
        ]

    def test_of_no_path_has_none(self) -> None:
        told = described(judged(LEAF, Authority("Other root")))

        assert (told["path"], told["anchor"], told["revocation"]) == ([], None, None)
