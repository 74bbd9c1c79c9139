"""Messages between a page and the signing program beside the token, as `VGCA Sign Service` has them.

A page opens one socket per call, `wss://127.0.0.1:8987/<Name>`, sends one text frame and gets one back. The program
fetches the document itself and posts what it signed to an address of the portal. Nobody published this protocol:
what is not certain stands in `PARAMETERS`, with how it is known.
"""

from antin.agentwire.parameters import PARAMETERS, Confidence, Evidence, WireParameter, wire_value
from antin.agentwire.requests import ORIGIN, SIGNATURES, BatchFile, SigningCall, batch_request, file_request
from antin.agentwire.uploads import UPLOAD_FIELD, upload_reply

__all__ = [
    "ORIGIN", "PARAMETERS", "SIGNATURES", "UPLOAD_FIELD", "BatchFile", "Confidence", "Evidence", "SigningCall",
    "WireParameter", "batch_request", "file_request", "upload_reply", "wire_value",
]
