"""Appending what later validation needs: the document security store (EN 319 142-1 5.4.2, ISO 32000-2 12.8.4.3)."""

import zlib

from antin.pades.embedded import ValidationData
from antin.pades.engine.validation_data import validation_data
from antin.pdf import Name, PdfFile, Ref, Stream, Update, Value


def append_validation_data(pdf: bytes, data: ValidationData) -> bytes:
    """The update that adds what the file does not carry yet; empty when it carries everything.

    What is there stays, and under its own numbers. Raises what PdfFile raises.
    """
    file = PdfFile(pdf)
    view, known = file.newest, validation_data(file)
    wanted = (
        ("/Certs", data.certificates, known.certificates), ("/CRLs", data.crls, known.crls),
        ("/OCSPs", data.ocsp_responses, known.ocsp_responses),
    )
    new = {key: [each for each in dict.fromkeys(given) if each not in there] for key, given, there in wanted}
    if not any(new.values()):
        return b""
    update = Update(file)
    given = view.root.get("/DSS")
    store: dict[str, Value] = {"/Type": Name("/DSS"), **view.dictionary(view.root, "/DSS")}
    for key, added in new.items():
        if added:
            store[key] = [*view.array(store, key), *(update.add(_packed(each)) for each in added)]
    if isinstance(given, Ref) and view.has(given):
        update.write(given, store)
    else:
        update.write(view.root_reference, {**view.root, "/DSS": update.add(store)})
    return update.finished()


def _packed(octets: bytes) -> Stream:
    return Stream({"/Filter": Name("/FlateDecode")}, zlib.compress(octets))
