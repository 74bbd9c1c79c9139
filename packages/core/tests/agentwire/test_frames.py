"""Frames as the program beside the token expects them."""

import json
from datetime import UTC, datetime

import pytest

from antin.agentwire import (
    ORIGIN,
    PARAMETERS,
    SIGNATURES,
    BatchFile,
    SigningCall,
    batch_request,
    file_request,
    upload_reply,
    wire_value,
)

FETCH, UPLOAD = "https://an-tin.vn/ky/lay/x/a.pdf", "https://an-tin.vn/ky/nhan/y/"
AT = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)


class TestAFileRequest:
    @pytest.mark.parametrize("call", [each for each in SigningCall if each is not SigningCall.FILES])
    def test_names_both_addresses_and_no_session(self, call: SigningCall) -> None:
        frame = json.loads(file_request(call, fetch=FETCH, upload=UPLOAD))

        assert (frame["FileName"], frame["FileUploadHandler"]) == (FETCH, UPLOAD)
        assert (frame["SessionId"], frame["JWTToken"]) == ("", "")

    def test_of_issuing_carries_number_and_date_as_in_ha_noi(self) -> None:
        frame = json.loads(file_request(
            SigningCall.ISSUED, fetch=FETCH, upload=UPLOAD, number="12/QĐ-UBND", issued_at=AT,
        ))

        assert (frame["DocNumber"], frame["IssuedDate"]) == ("12/QĐ-UBND", "2026-11-27T00:30:00+07:00")

    def test_of_approving_carries_neither(self) -> None:
        frame = json.loads(file_request(SigningCall.APPROVED, fetch=FETCH, upload=UPLOAD, number="12", issued_at=AT))

        assert set(frame) == {"FileUploadHandler", "FileName", "SessionId", "JWTToken"}

    @pytest.mark.parametrize("call", [SigningCall.INCOME, SigningCall.APPENDIX, SigningCall.COPY])
    def test_of_marks_carries_a_list_of_metadata(self, call: SigningCall) -> None:
        assert json.loads(file_request(call, fetch=FETCH, upload=UPLOAD))["MetaData"] == []


class TestABatchRequest:
    def test_names_every_file_with_its_own_address(self) -> None:
        frame = json.loads(batch_request([BatchFile("1", "Tờ trình.pdf", FETCH)], upload=UPLOAD))

        assert frame["Files"] == [{"FileID": "1", "FileName": "Tờ trình.pdf", "URL": FETCH}]
        assert frame["FileUploadHandler"] == UPLOAD


class TestAnUploadReply:
    def test_says_with_a_boolean_whether_it_was_taken(self) -> None:
        assert upload_reply(is_accepted=True, file_name="a.signed.pdf", stored_as="x") == {
            "Status": True, "Message": "", "FileName": "a.signed.pdf", "FileServer": "x", "DocumentNumber": "",
            "DocumentDate": "",
        }


class TestTheParameters:
    def test_have_each_a_name_of_its_own_and_a_meaning(self) -> None:
        assert len({each.name for each in PARAMETERS}) == len(PARAMETERS)
        assert all(each.meaning for each in PARAMETERS)

    def test_make_the_address_and_the_numbers_of_signatures(self) -> None:
        assert ORIGIN == "wss://127.0.0.1:8987"
        assert SIGNATURES[SigningCall.ISSUED] == wire_value("signatures_issued")
        assert {SIGNATURES[each] for each in SigningCall if each is not SigningCall.ISSUED} == {1}
