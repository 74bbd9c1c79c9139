"""Where the drivers of tokens put their PKCS#11 libraries, per system, and which of them are on this machine.

Names: SafeNet Authentication Client and bit4id as handed out with tokens of official duty; those of other tokens met
in Việt Nam and of the open projects. On Linux, what p11-kit knows comes too. `%NAME%` is a variable of the environment,
`*` any part of a name. What a vendor puts elsewhere is named by hand.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_VARIABLE = re.compile(r"%(\w+(?:\(x86\))?)%")
_P11_KIT = re.compile(r"^\s*module\s*:\s*(\S.*?)\s*$", re.MULTILINE)
_P11_KIT_FOLDERS = ("/etc/pkcs11/modules", "/usr/share/p11-kit/modules")
_P11_KIT_LIBRARIES = ("/usr/lib/*-linux-gnu/pkcs11", "/usr/lib64/pkcs11", "/usr/lib/pkcs11")
_NO_TOKENS = {"p11-kit-trust", "p11-kit-client", "p11-kit-proxy", "pkcs11-spy", "onepin-opensc-pkcs11"}

_LINUX_FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/lib/*-linux-gnu", "/usr/local/lib", "/usr/local/lib64")
_LINUX = {
    "SafeNet eToken": ("libeToken.so", "libeTPkcs11.so", "libIDPrimePKCS11.so"),
    "bit4id": ("libbit4xpki.so", "bit4id/libbit4xpki.so", "libbit4ipki.so", "bit4id/libbit4ipki.so"),
    "Viettel-CA": ("viettel-ca_v6.so", "libviettel-ca_v6.so"),
    "YubiKey": ("libykcs11.so", "libykcs11.so.2"),
    "OpenSC": ("opensc-pkcs11.so",),
    "TPM 2.0": ("libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1"),
    "SoftHSM": ("softhsm/libsofthsm2.so",),
}
_WINDOWS_FOLDERS = (r"%SystemRoot%\System32",)
_WINDOWS = {
    "SafeNet eToken": (
        "eTPKCS11.dll", "eToken.dll", r"%ProgramFiles%\SafeNet\Authentication\SAC\x64\IDPrimePKCS1164.dll",
    ),
    "bit4id": ("bit4xpki.dll", "bit4ipki.dll"),
    "Viettel-CA": ("viettel-ca_v6.dll",),
    "YubiKey": (r"%ProgramFiles%\Yubico\Yubico PIV Tool\bin\libykcs11.dll",),
    "OpenSC": (r"%ProgramFiles%\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll", "opensc-pkcs11.dll"),
    "SoftHSM": (
        r"%SystemDrive%\SoftHSM2\lib\softhsm2-x64.dll", r"%ProgramFiles%\SoftHSM2\lib\softhsm2-x64.dll",
    ),
}
_MACOS_FOLDERS = ("/usr/local/lib", "/opt/homebrew/lib")
_MACOS = {
    "SafeNet eToken": (
        "libeTPkcs11.dylib", "libIDPrimePKCS11.dylib",
        "/Library/Frameworks/eToken.framework/Versions/Current/libeToken.dylib",
    ),
    "bit4id": ("libbit4xpki.dylib", "/Library/bit4id/pkcs11/libbit4xpki.dylib"),
    "Viettel-CA": ("viettel-ca_v6.dylib", "libviettel-ca_v6.dylib"),
    "YubiKey": ("libykcs11.dylib",),
    "OpenSC": ("/Library/OpenSC/lib/opensc-pkcs11.so", "opensc-pkcs11.so"),
    "SoftHSM": ("softhsm/libsofthsm2.so",),
}
_SYSTEMS = {
    "linux": (_LINUX_FOLDERS, _LINUX), "win32": (_WINDOWS_FOLDERS, _WINDOWS), "darwin": (_MACOS_FOLDERS, _MACOS),
}


@dataclass(frozen=True)
class ModulePlace:
    """A library that may serve a token. vendor: whose, empty when only p11-kit knows it."""

    vendor: str
    path: Path


def well_known_places(environment: Mapping[str, str], system: str = sys.platform) -> Iterator[tuple[str, str]]:
    """Vendor and path, with `*` in it, of every place of that system; those whose variable is not set are left out."""
    folders, vendors = _SYSTEMS.get(system, ((), {}))
    separator = "\\" if system == "win32" else "/"
    for vendor, names in vendors.items():
        for name in names:
            is_whole = name.startswith(("/", "%"))
            for pattern in [name] if is_whole else [f"{folder}{separator}{name}" for folder in folders]:
                path = _VARIABLE.sub(lambda found: environment.get(found[1], found[0]), pattern)
                if "%" not in path:
                    yield vendor, path


def modules_found(environment: Mapping[str, str], system: str = sys.platform) -> list[ModulePlace]:
    """The libraries on this machine, each once, the vendors' before the general ones."""
    places = [(vendor, path) for vendor, pattern in well_known_places(environment, system)
              for path in _matching(pattern)]
    if system == "linux":
        places += [("", path) for path in _known_to_p11_kit()]
    found: dict[Path, ModulePlace] = {}
    for vendor, path in places:
        found.setdefault(path.resolve(), ModulePlace(vendor, path))
    return list(found.values())


def _known_to_p11_kit() -> Iterator[Path]:
    for folder in _P11_KIT_FOLDERS:
        for file in sorted(Path(folder).glob("*.module")):
            try:
                named = _P11_KIT.search(file.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue
            if named and Path(named[1]).stem not in _NO_TOKENS:
                yield from _libraries(named[1])


def _libraries(name: str) -> Iterator[Path]:
    """A name without a folder stands in p11-kit's own."""
    patterns = [name] if Path(name).is_absolute() else [f"{folder}/{name}" for folder in _P11_KIT_LIBRARIES]
    for pattern in patterns:
        yield from _matching(pattern)


def _matching(pattern: str) -> list[Path]:
    """The files at a path, absolute, with `*` in its parts."""
    path = Path(pattern)
    return sorted(each for each in Path(path.anchor).glob(str(path.relative_to(path.anchor))) if each.is_file())
