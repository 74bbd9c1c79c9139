"""deploy/postgresql/roles.sql on a real PostgreSQL: what each role may do, and what it may not."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from antin_testkit.postgresql import cluster
from antin_testkit.processes import environment_of

ROLES = Path(__file__).parents[2] / "deploy/postgresql/roles.sql"
FORBIDDEN = {
    "antin_web": (
        "UPDATE authority_certificaterecord SET state = 'effective'", "DELETE FROM authority_certificaterecord",
        "INSERT INTO authority_officer (name, person, certificate_sha256, is_active) VALUES ('x', 'x', 'x', true)",
        "UPDATE authority_order SET canonical = ''", "UPDATE authority_order SET result_serial = '1'",
        "UPDATE authority_published SET sequence = 0", "UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event",
        "DELETE FROM authority_order", "UPDATE authority_approval SET der = ''", "CREATE TABLE x (y int)",
        "UPDATE common_installation SET mode = 'registration_office'",
    ),
    "antin_worker": ("UPDATE accounts_person SET is_active = false", "UPDATE authority_order SET state = 'approved'"),
    "antin_clock": ("UPDATE authority_order SET state = 'approved'", "DELETE FROM audit_event"),
    "antin_signer": (
        "SELECT * FROM accounts_person", "SELECT * FROM registration_case",
        "INSERT INTO authority_approval DEFAULT VALUES",
        "UPDATE authority_order SET canonical = ''", "DELETE FROM audit_event",
    ),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> Iterator[str]:
    with cluster() as socket:
        address = f"postgresql://{{}}@/postgres?host={socket}"
        environment = environment_of(tmp_path_factory.mktemp("home"), ANTIN_DATABASE=address.format("antin"))
        subprocess.run([sys.executable, "-m", "antin_server", "init", "--demo"], env=environment, check=True)
        with psycopg.connect(address.format("antin"), autocommit=True) as owner:
            for _ in range(2):  # it may run again after an upgrade
                owner.execute(ROLES.read_text(encoding="utf-8"))
        signer = environment | {"ANTIN_DATABASE": address.format("antin_signer")}
        script = (
            "from antin_server.operations.django_start import start_django; start_django('signer')\n"
            "from antin_server.authority.signer.running import run; run(lambda seconds: True)"
        )
        subprocess.run([sys.executable, "-c", script], env=signer, check=True)
        yield address


class TestTheRoleOfEachProcess:
    @pytest.mark.parametrize(("role", "statement"), [(role, each) for role, all_ in FORBIDDEN.items() for each in all_])
    def test_is_refused_what_is_not_its_business(self, database: str, role: str, statement: str) -> None:
        with psycopg.connect(database.format(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)

    def test_lets_the_signer_publish_what_its_journal_says(self, database: str) -> None:
        with psycopg.connect(database.format("antin")) as owner:
            orders = owner.execute("SELECT DISTINCT state FROM authority_order").fetchall()
            profiles = owner.execute("SELECT profile FROM authority_certificaterecord ORDER BY 1").fetchall()

        assert orders == [("executed",)]
        assert profiles == [("ocsp_responder",), ("time_stamping",)]
