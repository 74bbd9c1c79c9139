"""The named trust sets: what is shipped, and what this machine's owner put beside it.

| set | shipped | in its folder |
|---|---|---|
| official-duty | roots and issuing CAs of Ban Cơ yếu Chính phủ, G1 and G2 | imports and updates |
| pilot | nothing | the root of an authority installed here or nearby |
| public | nothing | what the user imports: the national root of public CAs, a system bundle |

The folder of a set is `<trust folder>/<set>`; the trust folder is ANTIN_TRUST_DIR, else `antin/trust` in the
user's configuration folder.
"""

import base64
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from antin.adapters.trust_files.loading import Trust, load_trust
from antin.errors import AntinError
from antin.validation import TrustAnchor

OFFICIAL_DUTY, PUBLIC, PILOT = "official-duty", "public", "pilot"
SETS = (OFFICIAL_DUTY, PUBLIC, PILOT)
DEFAULT_SETS = (OFFICIAL_DUTY, PILOT)


class TrustSetUnknown(AntinError):
    """A set by a name nobody knows (`name`, `known`)."""

    code = "trust_set_unknown"


def trust_folder(environment: Mapping[str, str]) -> Path:
    """Where the sets of this machine's owner live, whether it exists or not.

    environment: such as os.environ: ANTIN_TRUST_DIR, then APPDATA, XDG_CONFIG_HOME or HOME.
    """
    if environment.get("ANTIN_TRUST_DIR"):
        return Path(environment["ANTIN_TRUST_DIR"])
    configuration = environment.get("APPDATA") or environment.get("XDG_CONFIG_HOME")
    base = Path(configuration) if configuration else Path(environment.get("HOME") or Path.home()) / ".config"
    return base / "antin" / "trust"


def set_folder(name: str, folder: Path) -> Path:
    """The folder of one set. Raises TrustSetUnknown."""
    if name not in SETS:
        raise TrustSetUnknown(name=name, known=", ".join(SETS))
    return folder / name


def load_sets(names: Iterable[str], folder: Path) -> Trust:
    """Trust in the named sets together; a set without a folder is as shipped.

    Raises TrustSetUnknown; EvidenceFileUnreadable: a file in a set's folder is broken.
    """
    trust = Trust()
    for name in names:
        own = set_folder(name, folder)
        trust += Trust(official_duty()) if name == OFFICIAL_DUTY else Trust()
        trust += load_trust([own], source=name) if own.is_dir() else Trust()
    return trust


@cache
def official_duty() -> tuple[TrustAnchor, ...]:
    """The shipped anchors of the official-duty PKI, oldest first."""
    text = files(__package__).joinpath("official_duty.toml").read_text(encoding="utf-8")
    return tuple(
        TrustAnchor(
            base64.b64decode(each["subject"]), base64.b64decode(each["public_key_info"]), each["not_before"],
            each["not_after"], bytes.fromhex(each["key_identifier"]), sha256=each["sha256"],
            source=OFFICIAL_DUTY, path_length=each.get("path_length"),
            urls=tuple(f"{each.get('published_at', '')} {each.get('revocation_at', '')}".split()),
        )
        for each in tomllib.loads(text)["anchor"]
    )
