"""Settings are read from the environment, once."""

import pytest

from antin_server.config import environment


class TestMail:
    def test_of_a_pilot_is_written_to_files(self) -> None:
        assert environment.mail({}) == {"EMAIL_BACKEND": "antin_server.common.mail_files.MailFiles"}

    def test_goes_encrypted_to_a_server_elsewhere(self) -> None:
        told = environment.mail({"ANTIN_MAIL": "smtp://an-tin:m%40t@mail.angiang.gov.vn"})

        assert (told["EMAIL_HOST"], told["EMAIL_PORT"]) == ("mail.angiang.gov.vn", 587)
        assert (told["EMAIL_HOST_USER"], told["EMAIL_HOST_PASSWORD"]) == ("an-tin", "m@t")
        assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (True, False)

    def test_goes_plain_only_within_the_machine(self) -> None:
        told = environment.mail({"ANTIN_MAIL": "smtp://localhost:1025"})

        assert (told["EMAIL_PORT"], told["EMAIL_USE_TLS"]) == (1025, False)

    @pytest.mark.parametrize("address", ["http://mail", "smtp:", "somewhere"])
    def test_refuses_what_is_no_address_of_a_server(self, address: str) -> None:
        with pytest.raises(ValueError, match="ANTIN_MAIL"):
            environment.mail({"ANTIN_MAIL": address})


class TestTheDatabase:
    def test_is_a_file_of_the_data_folder_unless_an_address_is_given(self) -> None:
        sqlite = environment.database({"ANTIN_HOME": "/srv/antin"})
        postgresql = environment.database({"ANTIN_DATABASE": "postgresql://web:m%40t@db:5433/antin?sslmode=require"})

        assert sqlite["NAME"] == "/srv/antin/antin.sqlite3"
        assert (postgresql["HOST"], postgresql["PORT"], postgresql["PASSWORD"]) == ("db", "5433", "m@t")
        assert postgresql["OPTIONS"] == {"sslmode": "require"}
