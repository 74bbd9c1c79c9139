"""The portal as an officer's machine sees it: an order's bytes to fetch, an approval to hand in."""

import json
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from antin_cli.errors import PortalRefused

if TYPE_CHECKING:
    from antin.adapters.http import Fetcher, FetchStatusWrong

APPROVAL_TYPE = "application/pkcs7-signature"
_ORDER_FILE, _MAX_TEXT = "order.json", 500


class Portal:
    """address: of an order: its page, or its bytes (`…/order.json`). The officer names it, so it may be anywhere."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        path = parts.path.removesuffix(f"/{_ORDER_FILE}").rstrip("/")
        self.address = urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    def order(self) -> bytes:
        """The canonical bytes, from `<address>/order.json` or the address itself.

        Raises FetchError, PortalRefused.
        """
        from antin.adapters.http import FetchStatusWrong

        try:
            return self._fetch(f"{self.address}/{_ORDER_FILE}")
        except FetchStatusWrong as error:
            if self._said(error):
                raise PortalRefused(status=error.status, said=self._said(error)) from error
        return self._fetch(self.address)

    def send(self, approval: bytes) -> str:
        """Hand in an approval; gives where. Raises FetchError; PortalRefused: it was not taken."""
        from antin.adapters.http import FetchStatusWrong

        address = f"{self.address}/approval"
        try:
            self._fetch(address, body=approval, content_type=APPROVAL_TYPE)
        except FetchStatusWrong as error:
            raise PortalRefused(status=error.status, said=self._said(error) or "—") from error
        return address

    @cached_property
    def _fetch(self) -> "Fetcher":
        from antin.adapters.http import Fetcher

        return Fetcher(allow=[self.address])

    @staticmethod
    def _said(error: "FetchStatusWrong") -> str:
        """What the portal says it is about; empty: it is none of ours, or says nothing."""
        try:
            said = json.loads(error.body)["error"]
            return f"{said['text']} {said.get('hint', '')}".strip()[:_MAX_TEXT]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return ""
