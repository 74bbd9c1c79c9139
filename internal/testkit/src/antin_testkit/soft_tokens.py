"""Tokens of SoftHSM in a folder of their own, made and filled with its and OpenSC's programs.

shelf = SoftTokens(tmp_path)
token = shelf.token("Nguyễn Thị Ánh")
info = token.new_key("01", "rsa:2048")
token.store(certificate_for(root, info, "Nguyễn Thị Ánh"), "01")
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from antin.der import integer
from antin_testkit.paths import DIGITAL_SIGNATURE, NON_REPUDIATION, Authority, Draft, authority_key, key_usage, name

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, OFFICER_PIN = "246810", "13579111"
_CONFIG = "directories.tokendir = {}\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n"
_HIDE = f"""
import sys
import pkcs11
from pkcs11 import Attribute, CertificateType, ObjectClass

label, pin, certificate, identifier = sys.argv[1:]
token = pkcs11.lib({str(MODULE)!r}).get_token(token_label=label)
with token.open(rw=True, user_pin=pin) as session:
    session.create_object({{
        Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
        Attribute.TOKEN: True, Attribute.PRIVATE: True, Attribute.SUBJECT: b"", Attribute.ID: bytes.fromhex(identifier),
        Attribute.VALUE: bytes.fromhex(certificate),
    }})
"""


class SoftTokens:
    """A shelf of tokens; whoever has `environment` sees them and no others."""

    def __init__(self, folder: Path) -> None:
        self.config, self.tokens = folder / "softhsm2.conf", folder / "tokens"
        self.tokens.mkdir(parents=True)
        self.config.write_text(_CONFIG.format(self.tokens), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        return {"SOFTHSM2_CONF": str(self.config)}

    def token(self, label: str) -> "SoftToken":
        """A new token, initialised, with both PINs set."""
        self.run(
            "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", OFFICER_PIN, "--pin", PIN,
        )
        return SoftToken(self, label)

    def run(self, *arguments: str | Path) -> bytes:
        done = subprocess.run(
            arguments, env={**os.environ, **self.environment}, capture_output=True, timeout=120, check=False,
        )
        assert done.returncode == 0, (arguments, done.stderr)
        return done.stdout


@dataclass(frozen=True)
class SoftToken:
    shelf: SoftTokens
    label: str

    def new_key(self, identifier: str, kind: str, *options: str) -> bytes:
        """A key made on the token (kind of pkcs11-tool: rsa:2048, EC:prime256v1); DER of its SubjectPublicKeyInfo."""
        self._tool("--keypairgen", "--key-type", kind, "--id", identifier, "--label", f"key {identifier}", *options)
        file = self.shelf.config.with_name(f"{identifier}.spki")
        self._tool("--read-object", "--type", "pubkey", "--id", identifier, "--output-file", file)
        return file.read_bytes()

    def take_key(self, identifier: str, key: ec.EllipticCurvePrivateKey) -> bytes:
        """A key made elsewhere, brought in; DER of its SubjectPublicKeyInfo."""
        file = self.shelf.config.with_name(f"{identifier}.p8")
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.shelf.run(
            "softhsm2-util", "--import", file, "--token", self.label, "--pin", PIN, "--id", identifier, "--label",
            f"key {identifier}",
        )
        return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def store(self, certificate: bytes, identifier: str) -> None:
        file = self.shelf.config.with_name(f"{identifier}.crt")
        file.write_bytes(certificate)
        self._tool(
            "--write-object", file, "--type", "cert", "--id", identifier, "--label", f"certificate {identifier}",
        )

    def store_hidden(self, certificate: bytes, identifier: str) -> None:
        """A certificate that is not shown without the PIN; pkcs11-tool makes none."""
        self.shelf.run(sys.executable, "-c", _HIDE, self.label, PIN, certificate.hex(), identifier)

    def _tool(self, *arguments: str | Path) -> bytes:
        return self.shelf.run(
            "pkcs11-tool", "--module", MODULE, "--token-label", self.label, "--login", "--pin", PIN, *arguments,
        )


def certificate_for(
    issuer: Authority, public_key_info: bytes, common_name: str, *, serial: int = 7, extensions: Sequence[bytes] = (),
    usages: Sequence[int] = (DIGITAL_SIGNATURE, NON_REPUDIATION), **fields: object,
) -> bytes:
    """A certificate of a person for a key that is not ours. fields: of Draft, such as not_after."""
    draft = Draft(
        name(common_name), issuer.name, public_key_info,
        extensions=(authority_key(issuer.key), key_usage(*usages), *extensions),
        **{"serial": integer(serial), **fields},  # type: ignore[arg-type]  # bent on purpose
    )
    return draft.signed(issuer.key)
