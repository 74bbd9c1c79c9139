"""Whether the installation waits for its first page. The code is kept as its SHA-256: 100 bits cannot be guessed."""

import hashlib
import hmac

from django.conf import settings

from antin_server.common.selectors import installation_mode

NAME = "first-run"


def is_waiting() -> bool:
    """Whether a code was made and nobody has set the installation up since."""
    return bool((settings.ANTIN_HOME / NAME).exists()) and installation_mode() is None


def is_code(text: str) -> bool:
    """Whether this is the code, in whatever case and spacing it was typed."""
    path = settings.ANTIN_HOME / NAME
    try:
        kept = path.read_text(encoding="ascii")
    except FileNotFoundError:
        return False
    return hmac.compare_digest(kept, code_digest(text))


def code_digest(text: str) -> str:
    """What is kept of a code, hex."""
    bare = "".join(each for each in text.upper() if each.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
