"""The port of the network as programs know it; `antin.adapters.http.Fetcher` is one.

What to fetch, and when, is decided without touching the world, in `antin.validation.online_evidence`.
"""

from antin.validation.online_evidence import OCSP_REQUEST, Fetch, judged_online

__all__ = ["OCSP_REQUEST", "Fetch", "judged_online"]
