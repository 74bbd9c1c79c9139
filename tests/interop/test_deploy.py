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
DOCUMENT = ROLES.parents[2] / "tests/vectors/pdf/libreoffice.pdf"
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
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def database(home: Path) -> Iterator[str]:
    with cluster() as socket:
        address = f"postgresql://{{}}@/postgres?host={socket}"
        environment = environment_of(home, ANTIN_DATABASE=address.format("antin"))
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


WORK = {
    "antin_web": """
import os, sys
from pathlib import Path
os.environ["ANTIN_TOTP_REQUIRED"] = "no"
from antin_server.operations.django_start import start_django; start_django("web")
import json
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
password = json.loads((Path(settings.ANTIN_HOME) / "demo/accounts.json").read_text())["password"]
for who, pages in (
    ("hanh", ["/ban-lam-viec/", "/ho-so/", "/ho-so/moi/cap-moi/ca-nhan/", "/chung-thu/?q=1a", "/ky/", "/toi/"]),
    ("ha", ["/ho-so/co-quan/"]), ("tiepnhan", ["/ho-so/tiep-nhan/", "/lenh/", "/chung-thu/tim/?q=an"]),
    ("kiemtoan", ["/nhat-ky/"]), ("quantri", ["/nguoi-dung/", "/co-quan/"]),
):
    client = Client()
    signed_in = client.post("/tai-khoan/login/", {"login": f"{who}@mau.gov.vn", "password": password})
    assert signed_in.status_code == 302, (who, signed_in.status_code)
    for page in pages:
        assert client.get(page).status_code == 200, (who, page)
from antin_server.accounts import services
from antin_server.accounts.models import Person
from antin_server.common import clock
chief = Person.objects.get(email="quantri@mau.gov.vn")
somebody = Person.objects.get(email="dung@mau.gov.vn")
services.person_invite(person_id=somebody.pk, at=clock.now(), actor=chief.pk)
there = Person.objects.get(email="ha@mau.gov.vn").agency_id
services.person_move(person_id=somebody.pk, agency_id=there, at=clock.now(), actor=chief.pk)
from antin_server.registration.tasks import notice_send
notice_send.enqueue(step_id=0, email="dung@mau.gov.vn")
from uuid import uuid4
from antin.agentwire import SigningCall
from antin_server.signing import services as signing
hanh, ha, thanh, lan = (Person.objects.get(email=f"{each}@mau.gov.vn").pk for each in ("hanh", "ha", "thanh", "lan"))
pdf, now = Path(sys.argv[1]).read_bytes(), clock.now()
flow = signing.flow_begin(
    draft=signing.FlowDraft(uuid4(), "Thông báo", "a.pdf", pdf, [ha], thanh, lan), person_id=hanh, at=now,
)
job = signing.flow_step_begin(chosen=signing.FlowChosen(flow, 1, ha), numbering=None, at=now)
signing.mark_place(job_id=job, position=0, place=signing.Place(1, 20, 20, 20, 10), person_id=ha, at=now)
signing.agent_request_begin(jobs=[job], wish=signing.SigningWish(SigningCall.APPROVED), person_id=ha, at=now)
signing.flow_return(chosen=signing.FlowChosen(flow, 1, ha), reason="Sai", at=now)
signing.flow_correct(chosen=signing.FlowChosen(flow, 2, hanh), file_name="b.pdf", data=pdf, at=now)
from io import BytesIO
from PIL import Image
from antin_server.signing.types import LookContent, Owner
ink, owner = BytesIO(), Owner(thanh)
Image.new("RGBA", (40, 20), (0, 0, 128, 255)).save(ink, "PNG")
looks = [
    signing.look_make(owner=owner, kind="leader", content=LookContent(each, ink.getvalue(), 40, 20, True), at=now)
    for each in ("Một", "Hai")
]
signing.looks_restore_begin(owner=owner, data=signing.looks_file(owner=owner, at=now), at=now)
signing.look_delete(look_id=looks[0], person_id=thanh, at=now)
assert signing.looks_restore(owner=owner, at=now)
signing.looks_restore_begin(owner=owner, data=signing.looks_file(owner=owner, at=now), at=now)
file = signing.FileToCheck("a.pdf", len(pdf), lambda: pdf)
for _ in range(2):
    assert signing.jobs_begin(files=[file], person_id=thanh, at=now) == ()
from antin_server.signing.models import OpenCheck, SigningJob
ids = list(SigningJob.objects.filter(person=thanh).values_list("pk", flat=True))
signing.jobs_place(job_ids=ids, place=signing.BatchPlace(signing.PlaceWay.WORDS), person_id=thanh, at=now)
signing.job_drop(job_id=ids[0], person_id=thanh, at=now)
signing.check_begin(files=[file], source="203.0.113.5", circumstances=signing.Circumstances(now, (), "vi"))
OpenCheck.objects.create(id="a" * 64, source="b" * 64, begun_at=now, files=1, octets=1, told=b"")
OpenCheck.objects.filter(pk="a" * 64).update(answered=1)
""",
    "antin_worker": """
from antin_server.operations.django_start import start_django; start_django("worker")
from django.core.management import call_command
call_command("db_worker", queue_name="*", interval=1.0, batch=True, verbosity=0)
from django_tasks_db.models import DBTaskResult
assert [each.status for each in DBTaskResult.objects.all()] == ["SUCCESSFUL"] * 4, list(DBTaskResult.objects.values())
""",
    "antin_clock": """
from antin_server.operations.django_start import start_django; start_django("clock")
from datetime import timedelta
from antin_server.common import clock
from antin_server.operations.due import DUE
for each in DUE:
    each.do(clock.now())
    each.do(clock.now() + timedelta(minutes=20))
    each.do(clock.now() + timedelta(days=40))
    each.do(clock.now() + timedelta(days=500))
from antin_server.signing.models import AgentRequest, DocumentFlow, LooksToRestore, OpenCheck, SigningJob
gone = AgentRequest, DocumentFlow, LooksToRestore, OpenCheck, SigningJob
assert not any(each.objects.exists() for each in gone)
""",
}
"""What each process does, in the order in which they would; run under its role."""


class TestTheRoleOfEachProcess:
    def test_is_enough_for_the_work_of_web_worker_and_clock(self, database: str, home: Path) -> None:
        for role, script in WORK.items():
            environment = environment_of(home, ANTIN_DATABASE=database.format(role), ANTIN_DEMO="yes")
            done = subprocess.run(
                [sys.executable, "-c", script, str(DOCUMENT)], env=environment, capture_output=True, text=True,
                check=False,
            )
            assert done.returncode == 0, (role, done.stderr[-3000:])

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
