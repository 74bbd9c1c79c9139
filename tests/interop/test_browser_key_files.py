"""Key files made in the browser open in other programs, and theirs open in the browser."""

import base64
import functools
import http.server
import subprocess
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from playwright.sync_api import Page, sync_playwright

STATIC = Path(__file__).parents[2] / "packages/server/src/antin_server/signing/static/signing"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSPHRASE = "Mật khẩu 9 chữ số!"


class Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {".js": "text/javascript", ".html": "text/html", "": "application/octet-stream"}

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("page")
    for script in STATIC.glob("*.js"):
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / "index.html").write_text("""<!doctype html><title>keys</title><script type="module">
        import * as keys from "./keys.js"; import * as pkcs12 from "./pkcs12.js";
        Object.assign(window, { keys, pkcs12 }); document.title = "ready";</script>""")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        tab = browser.new_page()
        tab.goto(f"http://localhost:{server.server_port}/index.html")
        tab.wait_for_function("document.title === 'ready'")
        yield tab
        browser.close()
    server.shutdown()
    server.server_close()


def in_page(page: Page, body: str, **values: Any) -> Any:
    return page.evaluate(
        "async (given) => { const to = (b) => keys.base64(b), from = (t) => keys.fromBase64(t);" + body + "}",
        values,
    )


def made(page: Page, kind: str, certificates: list[str] | None = None) -> dict[str, str]:
    result: dict[str, str] = in_page(
        page,
        """
        const key = await keys.makeKey(given.kind);
        const request = await keys.certificateRequest(key, "Nguyễn Thị Lấp Lánh");
        const file = await pkcs12.seal({ privateKey: key.privateKey, certificates: given.certificates.map(from),
            passphrase: given.passphrase, name: "Ấn Tín" });
        return { request: to(request), file: to(file), key: to(key.privateKey), public: to(key.publicKey) };""",
        kind=kind,
        passphrase=PASSPHRASE,
        certificates=certificates or [],
    )
    return result


def self_signed(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, template: x509.CertificateSigningRequest
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(template.subject)
        .issuer_name(template.subject)
        .public_key(key.public_key())
    )
    return (
        builder.serial_number(7)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2030, 1, 1))
        .sign(key, hashes.SHA256())
    )


@pytest.mark.parametrize("kind", ["rsa2048", "p256"])
class TestAKeyMadeInTheBrowser:
    def test_comes_with_a_request_that_openssl_verifies(self, page: Page, kind: str, tmp_path: Path) -> None:
        request = tmp_path / "request.der"

        request.write_bytes(base64.b64decode(made(page, kind)["request"]))

        run = subprocess.run(
            [
                "openssl",
                "req",
                "-inform",
                "DER",
                "-in",
                request,
                "-verify",
                "-noout",
                "-subject",
                "-nameopt",
                "utf8",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "verify OK" in run.stderr
        assert "Nguyễn Thị Lấp Lánh" in run.stdout

    def test_opens_with_openssl_and_python_under_its_passphrase(
        self, page: Page, kind: str, tmp_path: Path
    ) -> None:
        files = made(page, kind)
        path = tmp_path / "key.p12"
        path.write_bytes(base64.b64decode(files["file"]))
        (tmp_path / "pass").write_text(PASSPHRASE, encoding="utf-8")

        shown = subprocess.run(
            ["openssl", "pkcs12", "-in", path, "-passin", f"file:{tmp_path / 'pass'}", "-nodes", "-nocerts"],
            capture_output=True,
            check=True,
        ).stdout  # bytes: openssl prints the name in Latin-1
        loaded, _, _ = pkcs12.load_key_and_certificates(path.read_bytes(), PASSPHRASE.encode())

        private = serialization.load_der_private_key(base64.b64decode(files["key"]), None)
        assert serialization.load_pem_private_key(shown, None).private_numbers() == private.private_numbers()  # type: ignore[union-attr]
        assert loaded is not None and loaded.private_numbers() == private.private_numbers()  # type: ignore[union-attr]

    def test_carries_its_certificate(self, page: Page, kind: str, tmp_path: Path) -> None:
        first = made(page, kind)
        key = serialization.load_der_private_key(base64.b64decode(first["key"]), None)
        certificate = self_signed(key, x509.load_der_x509_csr(base64.b64decode(first["request"])))  # type: ignore[arg-type]
        der = base64.b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()

        joined = in_page(
            page,
            """return to(await pkcs12.seal({ privateKey: from(given.key), certificates: [from(given.certificate)],
            passphrase: given.passphrase, name: "x" }));""",
            key=first["key"],
            certificate=der,
            passphrase=PASSPHRASE,
        )
        (tmp_path / "key.p12").write_bytes(base64.b64decode(joined))
        (tmp_path / "pass").write_text(PASSPHRASE, encoding="utf-8")

        _, found, _ = pkcs12.load_key_and_certificates(base64.b64decode(joined), PASSPHRASE.encode())
        assert found == certificate
        subprocess.run(
            [
                "openssl",
                "pkcs12",
                "-in",
                tmp_path / "key.p12",
                "-passin",
                f"file:{tmp_path / 'pass'}",
                "-noout",
            ],
            check=True,
            capture_output=True,
        )

    def test_signs_what_the_public_key_verifies(self, page: Page, kind: str) -> None:
        files = made(page, kind)

        answer = in_page(
            page,
            """
            const opened = await pkcs12.open(from(given.file), given.passphrase);
            const key = await keys.importKey(opened.privateKey);
            const value = await keys.sign(key.handle, new TextEncoder().encode("văn bản"));
            return { public: to(key.publicKey), value: to(value) };""",
            file=files["file"],
            passphrase=PASSPHRASE,
        )

        public = serialization.load_der_public_key(base64.b64decode(answer["public"]))
        value, message = base64.b64decode(answer["value"]), "văn bản".encode()
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(value, message, padding.PKCS1v15(), hashes.SHA256())
        else:
            assert isinstance(public, ec.EllipticCurvePublicKey)
            public.verify(value, message, ec.ECDSA(hashes.SHA256()))
        assert answer["public"] == files["public"]


@pytest.fixture(scope="module")
def openssl_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("openssl")
    (folder / "pass").write_text(PASSPHRASE, encoding="utf-8")
    run = functools.partial(subprocess.run, check=True, capture_output=True, cwd=folder)
    run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "key.pem",
            "-out",
            "cert.pem",
            "-subj",
            "/CN=x",
        ]
    )
    run(
        [
            "openssl",
            "pkcs12",
            "-export",
            "-inkey",
            "key.pem",
            "-in",
            "cert.pem",
            "-out",
            "new.p12",
            "-passout",
            "file:pass",
        ]
    )
    run(
        [
            "openssl",
            "pkcs12",
            "-export",
            "-legacy",
            "-descert",
            "-inkey",
            "key.pem",
            "-in",
            "cert.pem",
            "-out",
            "old.p12",
            "-passout",
            "file:pass",
        ]
    )
    return folder


class TestOpeningAKeyFileInTheBrowser:
    def opened(self, page: Page, file: bytes, passphrase: str = PASSPHRASE) -> dict[str, Any]:
        answer: dict[str, Any] = in_page(
            page,
            """
            try {
                const opened = await pkcs12.open(from(given.file), given.passphrase);
                return { key: to(opened.privateKey), certificates: opened.certificates.map(to) };
            } catch (error) { return { code: error.code ?? String(error) }; }""",
            file=base64.b64encode(file).decode(),
            passphrase=passphrase,
        )
        return answer

    def test_takes_what_openssl_made(self, page: Page, openssl_file: Path) -> None:
        answer = self.opened(page, (openssl_file / "new.p12").read_bytes())

        key = serialization.load_pem_private_key((openssl_file / "key.pem").read_bytes(), None)
        expected = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        assert base64.b64decode(answer["key"]) == expected
        assert len(answer["certificates"]) == 1

    def test_takes_what_our_own_command_line_makes(self, page: Page) -> None:
        key = ec.generate_private_key(ec.SECP256R1())

        answer = self.opened(
            page,
            pkcs12.serialize_key_and_certificates(
                b"x", key, None, None, serialization.BestAvailableEncryption(PASSPHRASE.encode())
            ),
        )

        assert "key" in answer, answer

    def test_names_a_wrong_passphrase(self, page: Page, openssl_file: Path) -> None:
        assert self.opened(page, (openssl_file / "new.p12").read_bytes(), "sai") == {
            "code": "wrong_passphrase"
        }

    def test_names_an_old_kind_of_file(self, page: Page, openssl_file: Path) -> None:
        assert self.opened(page, (openssl_file / "old.p12").read_bytes()) == {"code": "old_key_file"}

    @pytest.mark.parametrize(
        "hostile", [b"", b"\x30", b"0\x80" * 5000, b"%PDF-1.7\n", b"\x30\x84\xff\xff\xff\xff\x02\x01\x03"]
    )
    def test_names_a_broken_file(self, page: Page, hostile: bytes) -> None:
        assert self.opened(page, hostile) == {"code": "broken_key_file"}
