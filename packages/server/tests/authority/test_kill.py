"""The same, with a process that is really killed: SIGKILL between any two steps, then a new one takes over."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, os, signal, sys
import django
django.setup()
from pathlib import Path
from django.conf import settings
from django.core.management import call_command
from antin_testkit import authority as kit
folder, stop_at = settings.ANTIN_HOME / "signer", int(sys.argv[1])

def step(number):
    if number == stop_at:
        os.kill(os.getpid(), signal.SIGKILL)


if sys.argv[2] == "begin":
    import base64
    from antin.keys import KeyKind, LocalSigner, build_request, new_private_key
    from antin.orders import OrderKind
    from antin_server.authority import services
    call_command("migrate", verbosity=0)
    made = kit.test_authority(folder)
    key = LocalSigner(new_private_key(KeyKind.P256))
    content = {
        "profile": "person", "days": 365, "email": "lan@angiang.gov.vn",
        "subject": {"common_name": "Lan", "organisation_path": ["X"]},
        "public_key_info": base64.b64encode(key.public_key_info).decode(),
        "request": base64.b64encode(build_request(key, subject="Lan")).decode(),
    }
    order = services.order_propose(
        kind=OrderKind.ISSUE, content=content, case="", requested_by=None, involved=(), at=kit.AT,
    )
    for officer in made.officers[:2]:
        made.approve(order, by=officer, at=kit.AT)
    made.reopen(step)
    made.tick(at=kit.AT)
else:
    station = kit.opened(folder)
    kit.tick(station, at=kit.AT)
    rows = station.journal.rows("SELECT serial, lower(hex(der)) FROM certificates WHERE profile = 'person'")
    intents = station.journal.rows("SELECT serial, state FROM intents")
    from antin_server.authority.models import CertificateRecord
    print(json.dumps([rows, intents, list(CertificateRecord.objects.values_list("serial", flat=True))]))
"""


def ran(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ANTIN_", "DJANGO_"))}
    environment |= {
        "ANTIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "antin_server.config.settings",
        "PYTHONPATH": str(Path(__file__).parents[4] / "internal/testkit/src"),
    }
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], env=environment, capture_output=True, text=True, timeout=120,
        check=False,
    )


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6])
class TestASignerThatIsKilled:
    def test_is_followed_by_one_that_issues_exactly_once(self, tmp_path: Path, step: int) -> None:
        killed = ran(tmp_path, str(step), "begin")
        assert killed.returncode == -9, killed.stderr

        after = ran(tmp_path, "0", "go on")

        assert after.returncode == 0, after.stderr
        certificates, intents, published = json.loads(after.stdout)
        assert len(certificates) == 1
        assert intents == [[certificates[0][0], "done"]]
        assert published == [certificates[0][0]]
