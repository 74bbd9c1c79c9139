"""Certificates, revocation lists and OCSP responses from files and folders, however people wrap them."""

import binascii
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from antin import cms
from antin.cms import SignedDataBroken
from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.messages.phrases import Phrase
from antin.messages.system_reasons import TOO_LARGE, system_reason, told
from antin.validation import read_certificate
from antin.validation.crl import read_revocation_list
from antin.validation.ocsp import read_ocsp_response

MAX_OCTETS = 64 * 1024 * 1024
CERTIFICATE_SUFFIXES = (".crt", ".cer", ".pem", ".der", ".p7b", ".p7c")
LIST_SUFFIXES = (".crl", ".pem", ".der")
ANSWER_SUFFIXES = (".ors", ".der", ".ocsp")
_KINDS = Phrase("evidence_file_kinds")

_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \1-----", re.DOTALL)
_BEGINNING = re.compile(rb"\s*-----BEGIN |.*\n-----BEGIN ", re.DOTALL)


class EvidenceFileUnreadable(AntinError):
    """A file that is not there, too large, or does not hold what was asked for (`path`, `reason`, `advice`)."""

    code = "evidence_file_unreadable"


def certificates_in(data: bytes) -> list[bytes]:
    """The certificates (DER) in PEM, DER or PKCS#7 (certs-only) of either form, in their order.

    Raises MalformedEncoding: there is none, or one cannot be read.
    """
    found = [each for label, content in _blocks(data) for each in _certificates(label, content)]
    for each in found:
        read_certificate(each)
    return _some(found)


def lists_in(data: bytes) -> list[bytes]:
    """The revocation lists (DER) in PEM or DER. Raises MalformedEncoding: none, or one is broken."""
    found = [content for label, content in _blocks(data) if label in ("", "X509 CRL")]
    for each in found:
        read_revocation_list(each)
    return _some(found)


def answers_in(data: bytes) -> list[bytes]:
    """The OCSP response (DER) in DER, PEM or bare base64. Raises MalformedEncoding: it is none."""
    found = [_decoded(content) if not label else content for label, content in _blocks(data)]
    for each in found:
        read_ocsp_response(each)
    return _some(found)


def read_certificates(paths: Iterable[Path]) -> list[bytes]:
    """Every certificate of the files and folders. Raises EvidenceFileUnreadable, with the first bad file."""
    return _read(paths, CERTIFICATE_SUFFIXES, certificates_in)


def read_lists(paths: Iterable[Path]) -> list[bytes]:
    """Every revocation list of the files and folders. Raises EvidenceFileUnreadable."""
    return _read(paths, LIST_SUFFIXES, lists_in)


def read_answers(paths: Iterable[Path]) -> list[bytes]:
    """Every OCSP response of the files and folders. Raises EvidenceFileUnreadable."""
    return _read(paths, ANSWER_SUFFIXES, answers_in)


def files_below(path: Path, suffixes: tuple[str, ...]) -> list[Path]:
    """The path itself when it is a file; of a folder the files with these suffixes, at any depth, sorted."""
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in suffixes)


def read_file(path: Path) -> bytes:
    """The content. Raises EvidenceFileUnreadable: it cannot be read, or is larger than MAX_OCTETS."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_OCTETS + 1)
    except OSError as error:
        raise EvidenceFileUnreadable(path=str(path), **system_reason(error)) from error
    if len(data) > MAX_OCTETS:
        raise EvidenceFileUnreadable(path=str(path), **told(TOO_LARGE))
    return data


def _read(
    paths: Iterable[Path], suffixes: tuple[str, ...], take: Callable[[bytes], list[bytes]],
) -> list[bytes]:
    found: list[bytes] = []
    for path in paths:
        for file in files_below(path, suffixes):
            try:
                found += take(read_file(file))
            except MalformedEncoding as error:
                reason = error.fields.get("reason", "")
                raise EvidenceFileUnreadable(path=str(file), reason=reason, advice=_KINDS) from error
    return found


def _blocks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """PEM blocks as label and DER; anything else as one block without label."""
    if not _BEGINNING.match(data[:65_536]):
        yield "", data
        return
    for match in _PEM.finditer(data):
        yield match[1].decode(), _decoded(match[2])


def _decoded(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(b"".join(text.split()), strict_mode=True)
    except binascii.Error:
        return text


def _certificates(label: str, content: bytes) -> list[bytes]:
    if label in ("CERTIFICATE", "X509 CERTIFICATE"):
        return [content]
    if label in ("PKCS7", "CMS") or (not label and _is_signed_data(content)):
        try:
            return list(cms.read(content).certificates)
        except SignedDataBroken as error:
            raise MalformedEncoding(reason=error.fields.get("reason", "")) from error
    return [] if label else [content]


def _is_signed_data(content: bytes) -> bool:
    """Whether the file begins as a ContentInfo does: a SEQUENCE that opens with an object identifier."""
    return content[:1] == b"\x30" and b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02" in content[:16]


def _some(found: list[bytes]) -> list[bytes]:
    if not found:
        raise MalformedEncoding(reason="nothing of the kind inside")
    return found


