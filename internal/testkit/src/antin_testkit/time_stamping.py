"""Time-stamps for tests: a service below an `Authority`, and pyHanko to stamp a whole document with it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto import tsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import TimeStamper

from antin import oids, timestamp
from antin.keys import LocalSigner
from antin_testkit.paths import AT, Authority, extended_key_usage, key_of


class StampingService:
    """at: what its clock says. fields: of the certificate's `Draft`."""

    def __init__(
        self, root: Authority, *, at: datetime = AT, serial: int = 77, extensions: Sequence[bytes] = (),
        **fields: object,
    ) -> None:
        self.at, self.root, self.serial = at, root, serial
        self.certificate = root.issue(
            "Dịch vụ dấu thời gian", key_label="tsa", serial=serial,
            extensions=[extended_key_usage(oids.TIME_STAMPING, critical=True), *extensions], **fields,  # type: ignore[arg-type]
        )

    def answer(self, request: bytes) -> bytes:
        authority = timestamp.TimeStampAuthority(
            self.certificate, (), LocalSigner(key_of("tsa")), oids.PILOT_TIME_STAMP_POLICY,
        )
        return timestamp.time_stamp_response(request, authority=authority, serial=1, at=self.at)

    def stamp(self, data: bytes) -> bytes:
        """A token over the data."""
        return self.stamp_digest(sha256(data).digest())

    def stamp_digest(self, digest: bytes) -> bytes:
        """A token over the data with this SHA-256."""
        request = timestamp.time_stamp_request(digest, "sha256", nonce=None)
        return timestamp.read_response(self.answer(request))

    def stamp_document(self, pdf: bytes) -> bytes:
        """The file with a document time-stamp (EN 319 142-1 5.4.3), put in by pyHanko."""
        stamper = PdfTimeStamper(_Stamper(self))
        writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=False)
        out = asyncio.run(stamper.async_timestamp_pdf(writer, "sha256"))
        return bytes(out.getvalue())


class _Stamper(TimeStamper):
    def __init__(self, service: StampingService) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # pyHanko types it in part
        self.service = service

    async def async_request_tsa_response(self, req: Any) -> Any:
        return tsp.TimeStampResp.load(self.service.answer(req.dump()))
