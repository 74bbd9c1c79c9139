"""Logs tell what happened, and of nobody."""

import json
import logging

import pytest
from django.test import Client

from antin.errors import AntinError
from antin_server.common import logs


class KeyGone(AntinError):
    code = "seal_broken"


def line(record: logging.LogRecord) -> dict[str, object]:
    return json.loads(logs.JsonLines("web").format(record))


def record(message: str, *, name: str = "antin.tests", **more: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.INFO, "x.py", 1, message, (), None)
    made.__dict__.update(more)
    return made


class TestALogLine:
    def test_is_one_object_with_time_process_and_named_fields(self) -> None:
        told = line(record("request", route="ho-so/<slug:code>/", status=200, ms=3.5, password="tuyệt mật"))

        assert told["process"] == "web"
        assert (told["route"], told["status"], told["ms"]) == ("ho-so/<slug:code>/", 200, 3.5)
        assert "tuyệt mật" not in json.dumps(told, ensure_ascii=False)

    @pytest.mark.parametrize("secret", [
        "ha.tran@angiang.gov.vn", "091185000123", "0911 8500 0123", "0912345678", "+84 912 345 678", "091.185.000.123",
    ])
    def test_blanks_addresses_and_long_numbers(self, secret: str) -> None:
        told = line(record(f"cannot deliver to {secret}, giving up", route=secret))

        assert secret not in json.dumps(told, ensure_ascii=False)
        assert "cannot deliver to [" in str(told["message"])

    def test_tells_class_code_and_places_of_an_error_but_not_its_words(self) -> None:
        try:
            try:
                raise ValueError("duplicate key (full_name)=(Trần Thu Hà)")
            except ValueError as error:
                raise KeyGone() from error
        except KeyGone as error:
            made = record("failed")
            made.exc_info = (KeyGone, error, error.__traceback__)

        told = line(made)

        assert "Trần Thu Hà" not in json.dumps(told, ensure_ascii=False)
        assert [each["class"] for each in told["exception"]] == ["KeyGone", "ValueError"]
        assert told["exception"][0]["code"] == "seal_broken"
        assert "test_logs.py" in told["exception"][0]["places"][0]

    def test_leaves_one_time_keys_of_addresses_out(self) -> None:
        made = record("Not Found: /tai-khoan/password/reset/key/1-abc-secret/", name="django.request", status_code=404)

        assert line(made)["message"] == "answered 404"


@pytest.mark.django_db
class TestTheLogOfARequest:
    def test_holds_the_pattern_of_the_address_and_nothing_typed(self, settings, caplog) -> None:
        settings.ALLOWED_HOSTS = ["testserver"]

        with caplog.at_level(logging.INFO):
            Client().get("/tim-kiem/?q=Trần+Thu+Hà+091185000123")
            Client().post("/tai-khoan/login/", {"login": "ha@angiang.gov.vn", "password": "mat-khau-dai"})
            Client().get("/tai-khoan/password/reset/key/1-dilgtz-70347a9e4a14da40080e/")

        told = "\n".join(logs.JsonLines("web").format(each) for each in caplog.records)
        assert '"route": "tim-kiem/"' in told
        for secret in ("Trần", "091185000123", "ha@angiang.gov.vn", "mat-khau-dai", "70347a9e4a14da40080e"):
            assert secret not in told


class TestSettingUp:
    def test_writes_to_a_file_of_the_process_that_only_its_account_reads(self, settings, tmp_path) -> None:
        settings.ANTIN_HOME = tmp_path
        root = logging.getLogger()
        before, level = list(root.handlers), root.level
        try:
            logs.set_up("clock")
            logging.getLogger("antin.tests").info("removed", extra={"kind": "mail_files", "count": 3})
        finally:
            for each in root.handlers:
                each.close()
            root.handlers[:], root.level = before, level

        file = tmp_path / "log" / "clock.jsonl"
        assert file.stat().st_mode & 0o777 == 0o600
        assert json.loads(file.read_text().splitlines()[-1])["count"] == 3

    def test_tells_the_screen_when_there_is_no_writing_to_the_file(self, settings, tmp_path, capsys) -> None:
        settings.ANTIN_HOME = tmp_path
        (tmp_path / "log").write_text("no folder")
        root = logging.getLogger()
        before, level = list(root.handlers), root.level
        try:
            logs.set_up("clock")
            logging.getLogger("antin.tests").info("removed", extra={"count": 3})
        finally:
            root.handlers[:], root.level = before, level

        assert json.loads(capsys.readouterr().err)["count"] == 3
