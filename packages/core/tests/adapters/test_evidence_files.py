"""Revocation lists and OCSP responses, however people keep them."""

import base64
from pathlib import Path

import pytest

from antin.adapters.evidence_files import EvidenceFileUnreadable, read_answers, read_lists
from antin_testkit.paths import Authority, entry, ocsp_response

ROOT = Authority("Root")
LIST = ROOT.crl(entry(5))
ANSWER = ocsp_response(ROOT)


class TestRevocationLists:
    def test_are_read_from_der_and_pem(self, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(LIST)
        (tmp_path / "b.crl").write_bytes(
            b"-----BEGIN X509 CRL-----\n" + base64.encodebytes(LIST) + b"-----END X509 CRL-----\n"
        )

        assert read_lists([tmp_path]) == [LIST, LIST]

    def test_are_not_taken_for_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "a.crl").write_bytes(ROOT.certificate)

        with pytest.raises(EvidenceFileUnreadable):
            read_lists([tmp_path / "a.crl"])


class TestOcspResponses:
    @pytest.mark.parametrize("content", [ANSWER, base64.encodebytes(ANSWER)])
    def test_are_read_from_der_and_base64(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "a.ors").write_bytes(content)

        assert read_answers([tmp_path / "a.ors"]) == [ANSWER]

    def test_are_not_taken_for_something_else(self, tmp_path: Path) -> None:
        (tmp_path / "a.ors").write_bytes(LIST)

        with pytest.raises(EvidenceFileUnreadable):
            read_answers([tmp_path / "a.ors"])
