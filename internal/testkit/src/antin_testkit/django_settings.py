"""Django's settings for tests: a data folder of its own, and the database that script/test names.

ANTIN_TEST_DATABASE: postgresql://…; absent: SQLite.
"""

import atexit
import os
import shutil
import tempfile

_home = tempfile.mkdtemp(prefix="antin-test-home-")
_owner = os.getpid()


def _clean() -> None:
    if os.getpid() == _owner:
        shutil.rmtree(_home, ignore_errors=True)


atexit.register(_clean)
for name in [each for each in os.environ if each.startswith("ANTIN_") and each != "ANTIN_TEST_DATABASE"]:
    del os.environ[name]  # a developer's own settings must not reach a test
os.environ["ANTIN_HOME"] = _home
os.environ["ANTIN_SOFT_KEYS"] = "yes"
if os.environ.get("ANTIN_TEST_DATABASE"):
    os.environ["ANTIN_DATABASE"] = os.environ["ANTIN_TEST_DATABASE"]

from antin_server.config.settings import *  # noqa: E402, F403 - the environment must be there first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
