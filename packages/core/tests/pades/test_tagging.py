"""A visible signature in a tagged document is told by screen readers, and the tree stays what was signed."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature

from antin import pades
from antin.pades.engine.inspection import Inspection
from antin.pades.engine.tagging import kids_of
from antin.pdf import PdfFile, Ref, View, entries_of, text_of
from antin_testkit.papers_to_sign import Paper, paper_to_sign
from antin_testkit.pdf_revisions import append_revision, object_of
from antin_testkit.signed_documents import PLAIN

BOX, OTHER_BOX = pades.Box(30, 200, 60, 20), pades.Box(110, 200, 60, 20)
LOOK = pades.Appearance(("Ký bởi: Nguyễn Thị Ánh",))
Sign = Callable[..., bytes]
# Written by hand: paragraph 22 below document 21 below the root 20, parent tree 24 of its own.
TREE = {
    1: b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 20 0 R >>",
    20: b"<< /Type /StructTreeRoot /K [21 0 R] /ParentTree 24 0 R /ParentTreeNextKey 1 >>",
    21: b"<< /Type /StructElem /S /Document /P 20 0 R /K [22 0 R] >>",
    22: b"<< /Type /StructElem /S /P /P 21 0 R /Pg 4 0 R /K 0 /ActualText (So 01) >>",
    24: b"<< /Nums [0 [22 0 R]] >>",
}
SHAPES = {
    "arrays": {},
    "one kid": {20: TREE[20].replace(b"[21 0 R]", b"21 0 R"), 21: TREE[21].replace(b"[22 0 R]", b"22 0 R")},
    "array apart": {21: TREE[21].replace(b"[22 0 R]", b"23 0 R"), 23: b"[22 0 R]"},
    "numbers apart": {24: b"<< /Nums 25 0 R >>", 25: b"[0 [22 0 R]]"},
    "tree inside": {20: TREE[20].replace(b"24 0 R", TREE[24]), 24: b"null"},
    "leaves": {24: b"<< /Kids [25 0 R] >>", 25: b"<< /Limits [0 0] /Nums [0 [22 0 R]] >>"},
    "no next key": {20: TREE[20].replace(b" /ParentTreeNextKey 1", b"")},
}


def tagged(shape: str = "arrays") -> bytes:
    return append_revision(PLAIN, TREE | SHAPES[shape])


def newest(pdf: bytes) -> View:
    return PdfFile(pdf).newest


def elements(view: View) -> list[dict[str, object]]:
    """What hangs below the document's element."""
    root = view.dictionary(view.root, "/StructTreeRoot")
    (document,) = kids_of(view, root.get("/K"))
    return [entries_of(view.resolve(each)) for each in kids_of(view, entries_of(view.resolve(document)).get("/K"))]


def parent_of(view: View, key: int) -> object:
    """Where the parent tree leads."""
    tree = view.dictionary(view.dictionary(view.root, "/StructTreeRoot"), "/ParentTree")
    leaves = [entries_of(view.resolve(each)) for each in view.array(tree, "/Kids")] or [tree]
    numbers = [each for leaf in leaves for each in view.array(leaf, "/Nums")]
    return dict(zip(numbers[::2], numbers[1::2], strict=True))[key]


def widget(view: View) -> dict[str, object]:
    fields = view.array(view.dictionary(view.root, "/AcroForm"), "/Fields")
    return entries_of(view.resolve(fields[-1]))


def changes(pdf: bytes) -> list[tuple[str, bool]]:
    return [(each.code, each.is_allowed) for each in pades.read(pdf).signatures[0].changes]


class TestASignatureInATaggedDocument:
    @pytest.mark.parametrize("pdf", [
        *(tagged(each) for each in SHAPES), paper_to_sign(Paper(), "ua-1"), paper_to_sign(Paper(), "a-2a"),
        paper_to_sign(Paper(), "1.7"),
    ])
    def test_hangs_in_the_structure_tree(self, pdf: bytes, sign: Sign) -> None:
        view = newest(sign(pdf, pades.FieldSpec(box=BOX), appearance=LOOK))

        form, held = elements(view)[-1], widget(view)
        reference = entries_of(view.resolve(form["/K"]))
        assert (form["/S"], reference["/Type"]) == ("/Form", "/OBJR")
        assert view.resolve(reference["/Obj"]) == held
        assert parent_of(view, held["/StructParent"]) == kids_of(  # type: ignore[arg-type]  # a key
            view, entries_of(view.resolve(form["/P"])).get("/K"))[-1]
        assert len(elements(view)) == len(elements(newest(pdf))) + 1

    def test_says_who_signed(self, sign: Sign) -> None:
        view = newest(sign(paper_to_sign(Paper(), "ua-1"), pades.FieldSpec(box=BOX), appearance=LOOK))

        said = "Chữ ký số của Nguyễn Thị Ánh: Ký bởi: Nguyễn Thị Ánh"
        assert text_of(widget(view)["/TU"]) == "Chữ ký số của Nguyễn Thị Ánh"
        assert (text_of(widget(view)["/Contents"]), text_of(elements(view)[-1]["/Alt"])) == (said, said)
        assert view.entry(view.resolve(widget(view)["/P"]), "/Tabs") == "/S"

    def test_leaves_the_tree_alone_when_nobody_sees_it(self, sign: Sign) -> None:
        assert elements(newest(sign(tagged()))) == elements(newest(tagged()))

    @pytest.mark.parametrize("pdf", [
        PLAIN, append_revision(tagged(), {1: TREE[1].replace(b"true", b"false")}),
        append_revision(tagged(), {20: TREE[20].replace(b"[21 0 R]", b"[21 0 R 22 0 R]")}),
        append_revision(tagged(), {24: b"<< /Nums [(x) 22 0 R] >>"}),
    ], ids=["untagged", "not marked", "two documents", "broken parent tree"])
    def test_is_plain_where_there_is_no_tree_to_hang_it_in(self, pdf: bytes, sign: Sign) -> None:
        view = newest(sign(pdf, pades.FieldSpec(box=BOX), appearance=LOOK))

        assert "/StructParent" not in widget(view)


class TestASecondSignature:
    def test_leaves_the_tree_as_it_was_signed_so_that_others_accept_it(self, sign: Sign) -> None:
        one = sign(paper_to_sign(Paper(), "ua-1"), pades.FieldSpec(box=BOX), appearance=LOOK)

        two = sign(one, pades.FieldSpec(box=OTHER_BOX), appearance=LOOK)

        assert elements(newest(one)) == elements(newest(two))
        assert changes(two) == [("change_signature_added", True)]
        first = PdfFileReader(BytesIO(two)).embedded_signatures[0]
        assert validate_pdf_signature(first).modification_level is ModificationLevel.FORM_FILLING
        assert text_of(widget(newest(two))["/Contents"])

    @pytest.mark.parametrize("shape", SHAPES)
    def test_may_be_hung_in_the_tree_by_others(
        self, shape: str, sign: Sign, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        one = sign(tagged(shape))
        monkeypatch.setattr(Inspection, "is_signed", lambda _: False)

        two = sign(one, pades.FieldSpec(box=OTHER_BOX), appearance=LOOK)

        assert len(elements(newest(two))) == 2
        assert changes(two) == [("change_signature_added", True)]


@pytest.fixture()
def hung(sign: Sign, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    """A signed document, and what appends a second signature hung in its tree."""
    one = sign(tagged())
    monkeypatch.setattr(Inspection, "is_signed", lambda _: False)
    two = sign(one, pades.FieldSpec(box=OTHER_BOX), appearance=LOOK)
    return one, two[len(one) :]


class TestAnythingElseInTheTree:
    def test_is_what_these_start_from(self, hung: tuple[bytes, bytes]) -> None:
        assert changes(b"".join(hung)) == [("change_signature_added", True)]

    @pytest.mark.parametrize(("old", "new"), [
        (b"/S /Form", b"/S /Span"), (b"/Alt ", b"/E   "), (b"/OBJR", b"/MCR "), (b"/S /Document", b"/S /Dokument"),
        (b"/K [22 0 R ", b"/K [ 4 0 R "), (b"/Nums [0 [22 0 R] ", b"/Nums [0 [ 4 0 R] "),
        (b"/StructParent 1", b"/StructParent 0"), (b"/K [21 0 R]", b"/K [22 0 R]"),
    ])
    def test_is_refused(self, hung: tuple[bytes, bytes], old: bytes, new: bytes) -> None:
        one, more = hung
        assert more.count(old) == 1, more

        assert not all(is_allowed for _, is_allowed in changes(one + more.replace(old, new)))

    @pytest.mark.parametrize(("number", "old", "new"), [
        (22, b"(So 01)", b"(So 09)"), (21, b"/S /Document", b"/S /Document /ActualText (So 09)"),
        (21, b"/S /Document", b"/S /Document /Alt (So 09)"), (20, b"/K [", b"/RoleMap << /P /Artifact >> /K ["),
        (20, b"/K [", b"/ClassMap << >> /K ["), (24, b"[22 0 R]", b"[21 0 R]"),
    ])
    def test_is_refused_after_the_second_signature(
        self, hung: tuple[bytes, bytes], number: int, old: bytes, new: bytes,
    ) -> None:
        signed = b"".join(hung)
        before = object_of(signed, number)
        assert old in before

        changed = append_revision(signed, {number: before.replace(old, new)})

        assert not all(is_allowed for _, is_allowed in changes(changed))

    def test_is_refused_without_a_signature(self, sign: Sign) -> None:
        """An element for a widget that is no new signature's."""
        one = sign(tagged(), pades.FieldSpec(box=BOX), appearance=LOOK)
        form = newest(one).array(newest(one).dictionary(newest(one).root, "/AcroForm"), "/Fields")[0]
        assert isinstance(form, Ref)
        element = b"<< /S /Form /P 21 0 R /Alt (So 09) /K << /Type /OBJR /Obj %d 0 R >> >>" % form.number
        document = object_of(one, 21).replace(b"/K [22 0 R ", b"/K [22 0 R 90 0 R ")

        assert not all(allowed for _, allowed in changes(append_revision(one, {21: document, 90: element})))
