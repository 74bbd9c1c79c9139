"""The signing program of a person's machine, as pages and servers see it: from what is known of VGCA Sign Service.

One path per function, one text frame up, one down; it fetches FileName by itself, without cookies, shows nothing (there
is nobody), signs with a key of its own, and posts the file as part `uploadfile` to FileUploadHandler.
"""

import asyncio
import base64
import hashlib
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from antin import pades
from antin.keys import LocalSigner, algorithm_for

from .conftest import free_port

CALLS = ("SignApproved", "SignIssued", "SignIncome", "SignAppendix", "SignCopy", "SignFiles")
CANCELLED = 11
SOMEWHERE = pades.Box(120, 200, 70, 25)
Key = ec.EllipticCurvePrivateKey


def named(name: str, email: str = "") -> x509.Name:
    found = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    return x509.Name([*found, x509.NameAttribute(NameOID.EMAIL_ADDRESS, email)] if email else found)


def certificate(subject: x509.Name, key: Key, issuer: x509.Name, by: Key, *extensions: x509.ExtensionType) -> bytes:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    for each in extensions:
        builder = builder.add_extension(each, critical=not isinstance(each, x509.SubjectAlternativeName))
    return builder.sign(by, hashes.SHA256()).public_bytes(Encoding.DER)


def usage(**uses: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )
    return x509.KeyUsage(**{name: uses.get(name, False) for name in names})


class Token:
    """A key with a certificate for this person, below a root of its own, and the list of that root."""

    def __init__(self, name: str, email: str) -> None:
        root_name, root_key, self._key = named("CA của token thử nghiệm"), *(_new_key() for _ in range(2))
        self.root = certificate(
            root_name, root_key, root_name, root_key, x509.BasicConstraints(ca=True, path_length=None),
            usage(key_cert_sign=True, crl_sign=True),
        )
        self.certificate = certificate(
            named(name, email), self._key, root_name, root_key, usage(digital_signature=True, content_commitment=True),
            x509.SubjectAlternativeName([x509.RFC822Name(email)]),
        )
        now = datetime.now(UTC)
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
        self._list = (
            x509.CertificateRevocationListBuilder().issuer_name(root_name).last_update(now - timedelta(hours=1))
            .next_update(now + timedelta(days=1)).add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(identifier, critical=False).sign(root_key, hashes.SHA256()).public_bytes(Encoding.DER)
        )

    def key_file(self, passphrase: str) -> bytes:
        """Key and certificate as PKCS#12."""
        certificate = x509.load_der_x509_certificate(self.certificate)
        sealed = BestAvailableEncryption(passphrase.encode())
        return pkcs12.serialize_key_and_certificates(None, self._key, certificate, None, sealed)

    def signed(self, pdf: bytes, box: pades.Box) -> bytes:
        """The file with a visible signature on its first page, and what is needed to check it."""
        signer = LocalSigner(self._key)
        prepared = pades.prepare(
            pdf, field=pades.FieldSpec(page=1, box=box), statement=pades.Statement(datetime.now(UTC)),
            signatory=pades.Signatory(self.certificate, algorithm_for(signer.public_key_info)),
            appearance=pades.Appearance(("Ký bởi: token thử nghiệm",)),
        )
        done = pades.complete(prepared, signer.sign(prepared.to_be_signed))
        return pades.add_validation_data(done, pades.ValidationData(crls=(self._list,)))


def _new_key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Behaviour:
    """What the person and the program do. box: where the person puts the signature. wait: until it is set, the window
    stays open. spoil: what happens to the signed file on its way.
    """

    box: pades.Box = SOMEWHERE
    cancels: bool = False
    wait: threading.Event | None = None
    spoil: Callable[[bytes], bytes] = bytes
    frames: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    abandoned: int = 0


class SigningProgram:
    """The program, listening; stop() ends it."""

    def __init__(self, token: Token, folder: Path) -> None:
        self.token, self.behaviour, self.port = token, Behaviour(), free_port()
        key = _new_key()
        own = named("VGCA Sign Service (thử nghiệm)")
        alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        (folder / "tls.pem").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            + x509.load_der_x509_certificate(certificate(own, key, own, key, alternative)).public_bytes(Encoding.PEM)
        )
        info = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.spki = base64.b64encode(hashlib.sha256(info).digest()).decode()
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(folder / "tls.pem")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._now(self._started())

    def stop(self) -> None:
        """End it and its thread."""
        self._now(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    @contextmanager
    def absent(self) -> Iterator[None]:
        """Nobody listens for a while."""
        self._now(self._site.stop())
        yield
        self._now(self._listening())

    def _now(self, deed: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(timeout=20)

    async def _started(self) -> None:
        application = web.Application()
        application.add_routes([web.get(f"/{each}", self._serve) for each in CALLS])
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await self._listening()

    async def _listening(self) -> None:
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=self._tls)
        await self._site.start()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        frame = await socket.receive()
        if frame.type is not aiohttp.WSMsgType.TEXT:
            return socket
        behaviour, call = self.behaviour, request.path.strip("/")
        asked = json.loads(frame.data)
        behaviour.frames.append((call, asked))
        work = asyncio.ensure_future(self._worked(call, asked, behaviour))
        closing = asyncio.ensure_future(socket.receive())
        await asyncio.wait([work, closing], return_when=asyncio.FIRST_COMPLETED)
        if not work.done():  # the page went away while the window was open: nothing is uploaded
            behaviour.abandoned += 1
            work.cancel()
            return socket
        await socket.send_str(json.dumps(work.result(), ensure_ascii=False))
        await asyncio.wait([closing], timeout=5)  # the page closes
        return socket

    async def _worked(self, call: str, asked: dict[str, Any], behaviour: Behaviour) -> dict[str, Any]:
        if call == "SignFiles":
            files = [
                {**each, "reply": await self._one(each["URL"], asked["FileUploadHandler"], behaviour)}
                for each in asked["Files"]
            ]
            told = [
                {
                    "FileID": each["FileID"], "FileName": each["FileName"], "Status": each["reply"]["Status"],
                    "Message": each["reply"]["Message"], "FileSignedURL": each["reply"]["FileServer"],
                }
                for each in files
            ]
            return {"Status": 0, "Message": "Hoàn thành", "Files": told}
        return await self._one(asked["FileName"], asked["FileUploadHandler"], behaviour)

    async def _one(self, fetch: str, upload: str, behaviour: Behaviour) -> dict[str, Any]:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
            async with client.get(fetch) as answer:
                if answer.status != 200:
                    return _reply(1, f"Không tải được văn bản ({answer.status})")
                document = await answer.read()
            while behaviour.wait is not None and not behaviour.wait.is_set():
                await asyncio.sleep(0.05)
            if behaviour.cancels:
                return _reply(CANCELLED, "")
            form = aiohttp.FormData()
            done = behaviour.spoil(self.token.signed(document, behaviour.box))
            form.add_field("uploadfile", done, filename="van-ban.signed.pdf", content_type="application/pdf")
            async with client.post(upload, data=form) as answer:
                told = await answer.json()
        if told["Status"] is not True:
            return _reply(1, told["Message"])
        return {**_reply(0, ""), "FileName": told["FileName"], "FileServer": told["FileServer"]}


def _reply(status: int, text: str) -> dict[str, Any]:
    return {"Status": status, "Message": text, "Error": text, "FileName": "", "FileServer": ""}
