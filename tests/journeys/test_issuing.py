"""A document of an agency from its draft to its issue: initials, the leader's signature, number – date – seal.

One story; each test is a chapter that needs those before it. Every page is looked at as a desk and as a phone show it.
"""

import hashlib
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from antin_testkit.papers_to_sign import paper_to_sign

from .conftest import Installation
from .portal import SIZES, Person

VIETNAM = timezone(timedelta(hours=7))
TITLE = "Quyết định cấp chứng thư số"
PASSPHRASE = "mat khau that dai 2026"
AGENCY = "Sở Nông nghiệp và Môi trường tỉnh An Giang"
CERTIFY = """
import base64, json, sys, time
from itertools import pairwise
from pathlib import Path
from antin_server.operations.django_start import start_django
start_django("command")
from antin.adapters.key_files import pkcs12_file
from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
from antin.orders import OrderKind
from antin_server.authority import selectors, services
from antin_server.common import clock
from antin_server.operations.demo_approvals import approve_waiting

home, folder, passphrase, people = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])

def carried_out(orders):
    approve_waiting(home, at=clock.now())
    deadline = time.monotonic() + 60
    while any(selectors.order(each).state != "executed" for each in orders):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return [selectors.order(each).result_serial for each in orders]

def proposed(kind, content):
    return services.order_propose(kind=kind, content=content, case="", requested_by=None, involved=(), at=clock.now())

keys = {local: new_private_key(KeyKind.P256) for local in people}
def issue(local):
    name, email, profile = people[local]
    signer = LocalSigner(keys[local])
    return proposed(OrderKind.ISSUE, {
        "profile": profile, "days": 300, "email": email, "agency": "SNNMT",
        "subject": {"common_name": name, "organisation_path": ["UBND TỈNH AN GIANG"]},
        "public_key_info": base64.b64encode(signer.public_key_info).decode(),
        "request": base64.b64encode(build_request(signer, subject=name)).decode(),
    })

serials = dict(zip(people, carried_out([issue(each) for each in people])))
now = clock.now().replace(microsecond=0).isoformat()
carried_out([proposed(OrderKind.MAKE_EFFECTIVE, {"serial": each, "effective_at": now}) for each in serials.values()])
for local, serial in serials.items():
    leaf, *chain = selectors.chain_of(serial)
    (folder / f"{local}.p12").write_bytes(pkcs12_file(keys[local], leaf, chain[:1], passphrase, people[local][0]))
"""


@pytest.fixture(scope="module")
def folder(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key files of the people and of the agency, with certificates of this installation; the paper to be issued."""
    found = tmp_path_factory.mktemp("issuing")
    people = {
        "ha": ("Trần Thu Hà", "ha@mau.gov.vn", "person"), "thanh": ("Phạm Quốc Thành", "thanh@mau.gov.vn", "person"),
        "lan": (AGENCY, "snnmt@mau.gov.vn", "organisation"),
    }
    done = subprocess.run(
        [sys.executable, "-c", CERTIFY, str(installation.home), str(found), PASSPHRASE, json.dumps(people)],
        env=installation.environment, capture_output=True, text=True, check=False, timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found / "quyet-dinh.pdf").write_bytes(paper_to_sign())
    for name in ("root", "issuing"):
        with urllib.request.urlopen(f"{installation.status_url}/crt/{name}.crt", timeout=10) as answer:
            (found / f"{name}.crt").write_bytes(answer.read())
    return found


As = Callable[[str], Person]


@pytest.fixture(scope="module")
def as_(browser: Browser, installation: Installation, shots: Path) -> Iterator[As]:
    people: dict[str, Person] = {}

    def signed_in(local: str) -> Person:
        if local not in people:
            people[local] = Person(browser, installation.url, shots).sign_in(local, installation.password)
        return people[local]

    yield signed_in
    for each in people.values():
        each.close()


def look(person: Person, name: str) -> None:
    """At a desk and on a phone."""
    for person.size in reversed(SIZES):
        person.page.set_viewport_size(SIZES[person.size])  # type: ignore[arg-type]
        person.look(name)


def opens(person: Person, *, section: str = "cho-toi") -> None:
    """From the list to the document."""
    person.open(f"/ky/phat-hanh/?muc={section}")
    person.press(f"main table a:text-is('{TITLE}')")


def signs(person: Person, key_file: Path) -> None:
    """From the place to the end, with the key file in the browser."""
    while not person.page.locator("[data-sign]").count():
        person.press("main form button[type=submit]:text-is('Tiếp tục')")
    person.page.check("input[name=way][value=file]")
    person.page.set_input_files("[data-sign] [data-key-file]", key_file)
    person.page.fill("[data-sign] [data-passphrase]", PASSPHRASE)
    person.page.click("[data-sign] button")
    person.page.wait_for_url(re.compile("/phat-hanh/[0-9a-f-]{36}/$"), timeout=30_000)


class TestTheStory:
    def test_1_a_document_is_submitted_with_its_people(self, as_: As, folder: Path) -> None:
        hanh = as_("hanh")
        hanh.open("/ky/phat-hanh/")
        look(hanh, "40-flows-empty")
        hanh.press("main a[role=button]")
        hanh.page.fill("#title", TITLE)
        hanh.page.set_input_files("#file", folder / "quyet-dinh.pdf")
        hanh.page.select_option("#initials-1", label="Trần Thu Hà – Phó Trưởng phòng")
        hanh.page.select_option("#leader", label="Phạm Quốc Thành – Phó Giám đốc")
        hanh.page.select_option("#clerk", label="Đỗ Thị Lan – Văn thư")
        look(hanh, "41-flow-begin")
        hanh.press("main form button[type=submit]")

        assert "Ký nháy, Trần Thu Hà" in hanh.text()
        look(hanh, "42-flow-begun")

    def test_2_it_is_sent_back_with_a_reason_and_corrected(self, as_: As, folder: Path) -> None:
        ha, hanh = as_("ha"), as_("hanh")
        ha.open("/ban-lam-viec/")
        ha.press("main a[href='/ky/phat-hanh/']")
        look(ha, "43-flows-waiting")
        opens(ha)
        look(ha, "44-flow-my-turn")
        ha.press("main a[href$='/tra-lai/']")
        ha.page.fill("#reason", "Điều 2 ghi sai tên đơn vị")
        look(ha, "45-flow-return")
        ha.press("main form button[type=submit]")

        opens(hanh)
        assert "Điều 2 ghi sai tên đơn vị" in hanh.text()
        look(hanh, "46-flow-returned")
        hanh.page.set_input_files("#file", folder / "quyet-dinh.pdf")
        hanh.press("form[action$='/trinh-lai/'] button")
        assert "Vòng 2" in hanh.text()

    def test_3_it_is_initialled_and_signed(self, as_: As, folder: Path) -> None:
        for local in ("ha", "thanh"):
            person = as_(local)
            opens(person)
            person.press("form[action$='/lam/'] button")
            signs(person, folder / f"{local}.p12")

        assert "con dấu, Đỗ Thị Lan" in as_("thanh").text()

    def test_4_the_clerk_numbers_dates_and_seals(self, as_: As, folder: Path) -> None:
        lan, today = as_("lan"), datetime.now(VIETNAM).strftime("%d/%m/%Y")
        opens(lan)
        look(lan, "48-flow-number")
        lan.page.fill("#number", "12")
        lan.page.click("form[action$='/lam/'] button")
        assert "Ghi như Nghị định 30/2020" in lan.page.inner_text(".error-summary")
        assert lan.page.input_value("#issued-on") == today
        lan.page.fill("#number", "12/QĐ-UBND")
        lan.press("form[action$='/lam/'] button")
        signs(lan, folder / "lan.p12")

        assert "đã ban hành" in lan.text()

    def test_5_everybody_finds_it_issued_and_genuine(
        self, as_: As, folder: Path, installation: Installation,
    ) -> None:
        hanh = as_("hanh")
        opens(hanh, section="da-xong")
        text = hanh.text()
        assert "Hợp lệ" in text and "Không hợp lệ" not in text, text
        look(hanh, "50-flow-issued")
        found = [folder / f"{number}.pdf" for number in range(5)]
        listed = hanh.page.locator("main table a")
        for number, path in enumerate(found):
            with hanh.page.expect_download() as download:
                listed.nth(number).click()
            download.value.save_as(path)
            assert hashlib.sha256(path.read_bytes()).hexdigest() in text

        octets = [each.read_bytes() for each in found[1:]]  # the first is of the round that was sent back
        assert octets[0] == (folder / "quyet-dinh.pdf").read_bytes()
        assert all(later.startswith(earlier) for earlier, later in pairwise(octets))
        trust = ("--trust", str(folder / "root.crt"), "--trust", str(folder / "issuing.crt"))
        done = subprocess.run(
            [sys.executable, "-m", "antin_cli", "pdf", "verify", "--offline", "--json", *trust, str(found[-1])],
            capture_output=True, text=True, check=False, env=installation.environment,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        told = json.loads(done.stdout)
        assert [each["signer"] for each in told["signatures"]] == ["Trần Thu Hà", "Phạm Quốc Thành", *[AGENCY] * 3]
        assert told["document"]["number"] == "12/QĐ-UBND"
        seen = subprocess.run(["pdfsig", found[-1]], capture_output=True, text=True, check=False)
        assert seen.stdout.count("Signature is Valid") == 5, seen.stdout

    def test_6_letters_told_each_of_them(self, installation: Installation) -> None:
        """Written to files by the worker of the demo."""
        done = installation.command("worker", "--batch")
        assert done.returncode == 0, done.stderr
        letters = "".join(each.read_text(encoding="utf-8") for each in (installation.home / "mail").glob("*"))
        for address in ("ha@mau.gov.vn", "thanh@mau.gov.vn", "lan@mau.gov.vn", "hanh@mau.gov.vn"):
            assert f"To: {address}" in letters
