"""Office documents as small as they may be, made part by part; and what hostile ones carry."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

TEXT = "Cộng hòa xã hội chủ nghĩa Việt Nam: ễ ữ ự ỹ ẵ Đ ợ ằ"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OPC, _OFFICE = "http://schemas.openxmlformats.org/package/2006", "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these entries; one called mimetype is not compressed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 11, 27, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _relations(*relations: tuple[str, str, str]) -> str:
    """Each: kind, target, and how it is found (Internal, External)."""
    each = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_OPC}/relationships">{each}</Relationships>'


def _package(
    main: str, main_type: str, parts: Mapping[str, tuple[str, str]], *relations: tuple[str, str, str],
) -> bytes:
    """parts: content and type by name. relations: of the main part."""
    overrides = {main: main_type, **{name: kind for name, (_, kind) in parts.items() if kind}}
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    folder, _, name = main.rpartition("/")
    return packed({
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_OPC}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations(("officeDocument", main, "Internal")),
        f"{folder}/_rels/{name}.rels": _relations(*relations),
        **{name: content for name, (content, _) in parts.items()},
    })


def docx(text: str = TEXT, *, picture: str = "", includes: str = "", has_macros: bool = False) -> bytes:
    """Word. picture: address of one that is not in the file. includes: address of a text that a field takes in."""
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    font = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/></w:rPr>'
    body = f"<w:p><w:r>{font}<w:t>{text}</w:t></w:r></w:p>"
    if includes:
        field = f'<w:fldSimple w:instr=" INCLUDETEXT &quot;{includes}&quot; "><w:r><w:t>-</w:t></w:r></w:fldSimple>'
        body += f"<w:p>{field}</w:p>"
    if picture:
        body += (
            '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:200pt;height:200pt">'
            f'<v:imagedata xmlns:r="{_OFFICE}/relationships" r:id="r1"/></v:shape></w:pict></w:r></w:p>'
        )
    main_type = "application/vnd.ms-word.document.macroEnabled.main+xml" if has_macros else (
        f"{_TYPE}.wordprocessingml.document.main+xml"
    )
    relations = [("image", picture, "External")] if picture else []
    document = f'{_HEAD}<w:document xmlns:w="{w}"><w:body>{body}</w:body></w:document>'
    return _package("word/document.xml", main_type, {"word/document.xml": (document, "")}, *relations)


def xlsx(text: str = TEXT) -> bytes:
    """Excel: a text, a number."""
    s = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = (
        f'{_HEAD}<workbook xmlns="{s}" xmlns:r="{_OFFICE}/relationships"><sheets>'
        '<sheet name="Bảng 1" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    sheet = (
        f'{_HEAD}<worksheet xmlns="{s}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'
        '<c r="B1"><v>1234.5</v></c></row></sheetData></worksheet>'
    )
    return _package(
        "xl/workbook.xml", f"{_TYPE}.spreadsheetml.sheet.main+xml", {
            "xl/workbook.xml": (book, ""), "xl/worksheets/sheet1.xml": (sheet, f"{_TYPE}.spreadsheetml.worksheet+xml"),
        }, ("worksheet", "worksheets/sheet1.xml", "Internal"),
    )


def pptx(text: str = TEXT) -> bytes:
    """PowerPoint: a slide with a text."""
    p, a = "http://schemas.openxmlformats.org/presentationml/2006/main", "http://schemas.openxmlformats.org/drawingml/2006/main"
    names = f'xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{_OFFICE}/relationships"'
    tree = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    shape = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="a"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="500000" y="500000"/><a:ext cx="8000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="vi-VN"><a:latin typeface="Times New Roman"/>'
        f"</a:rPr><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    deck = (
        f'{_HEAD}<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst>'
        '<p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )
    slide = f"{_HEAD}<p:sld {names}><p:cSld><p:spTree>{tree}{shape}</p:spTree></p:cSld></p:sld>"
    return _package(
        "ppt/presentation.xml", f"{_TYPE}.presentationml.presentation.main+xml", {
            "ppt/presentation.xml": (deck, ""), "ppt/slides/slide1.xml": (slide, f"{_TYPE}.presentationml.slide+xml"),
        }, ("slide", "slides/slide1.xml", "Internal"),
    )


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = (
    f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:table="{_ODF}:table:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:script="{_ODF}:script:1.0" xmlns:presentation="{_ODF}:presentation:1.0" xmlns:of="{_ODF}:of:1.2" '
    'xmlns:ooo="http://openoffice.org/2004/office" xmlns:dom="http://www.w3.org/2001/xml-events" office:version="1.3"'
)
ODF_KINDS = ("text", "spreadsheet", "presentation", "drawing")


def open_document(kind: str, body: str, *, before: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """kind: of ODF_KINDS. before: what stands before the body; parts: further entries."""
    media_type = f"application/vnd.oasis.opendocument.{'graphics' if kind == 'drawing' else kind}"
    more = parts or {}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>'
        for name, media in (("/", media_type), ("content.xml", "text/xml"), *((each, "text/xml") for each in more))
    )
    return packed({
        "mimetype": media_type,
        "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0" '
        f'manifest:version="1.3">{listed}</manifest:manifest>',
        "content.xml": f"{_HEAD}<office:document-content {_ODF_NAMES}>{before}<office:body><office:{kind}>{body}"
        f"</office:{kind}></office:body></office:document-content>",
        **more,
    })


def odt(text: str = TEXT) -> bytes:
    """Writer."""
    return open_document("text", f"<text:p>{text}</text:p>")


def ods(text: str = TEXT, *, formula: str = "") -> bytes:
    """Calc. formula: in OpenFormula, of a second cell."""
    second = f'<table:table-cell table:formula="{formula}" office:value-type="string"/>' if formula else ""
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return open_document(
        "spreadsheet", f'<table:table table:name="a"><table:table-row>{cell}{second}</table:table-row></table:table>',
    )


def odp(text: str = TEXT) -> bytes:
    """Impress: a page with a text."""
    frame = '<draw:frame svg:width="20cm" svg:height="2cm" svg:x="1cm" svg:y="1cm">'
    box = f"<draw:text-box><text:p>{text}</text:p></draw:text-box>"
    return open_document("presentation", f'<draw:page draw:name="a">{frame}{box}</draw:frame></draw:page>')


def rtf(text: str = TEXT) -> bytes:
    """RTF with letters beyond ASCII as numbers."""
    written = "".join(each if each.isascii() else f"\\u{ord(each)}?" for each in text)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}\\f0 {written}\\par}}".encode("ascii")


_BASIC = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">
{}</script:module>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{0}.dtd">
<{0} xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"{1}>{2}</{0}>"""


def hostile_odt(*, touches: str, takes_in: Sequence[str], pictures: Sequence[str]) -> bytes:
    """Writer: a macro that writes the file `touches` when it is opened, sections that take in texts, pictures from
    outside; addresses all.
    """
    macro = f"Sub A\nDim n\nn = FreeFile\nOpen &quot;{touches}&quot; For Output As #n\nPrint #n, 1\nClose #n\nEnd Sub"
    named = ' library:name="Standard" library:readonly="false" library:passwordprotected="false"'
    link = '<library:library library:name="Standard" library:link="false"/>'
    event = (
        "<office:scripts><office:event-listeners>" + "".join(
            f'<script:event-listener script:language="ooo:script" script:event-name="dom:{each}" '
            'xlink:href="vnd.sun.star.script:Standard.M.A?language=Basic&amp;location=document" xlink:type="simple"/>'
            for each in ("load", "unload")
        ) + "</office:event-listeners></office:scripts>"
    )
    sections = "".join(
        f'<text:section text:name="s{number}"><text:section-source xlink:href="{each}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/><text:p>-</text:p></text:section>'
        for number, each in enumerate(takes_in)
    )
    frames = "".join(
        f'<text:p><draw:frame draw:name="f{number}" text:anchor-type="as-char" svg:width="5cm" svg:height="5cm">'
        f'<draw:image xlink:href="{each}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
        "</text:p>" for number, each in enumerate(pictures)
    )
    body = f"<text:p>{TEXT}</text:p>{sections}{frames}"
    return open_document("text", body, before=event, parts={
        "Basic/script-lc.xml": _LIBRARY.format("library:libraries", "", link),
        "Basic/Standard/script-lb.xml": _LIBRARY.format(
            "library:library", named, '<library:element library:name="M"/>',
        ),
        "Basic/Standard/M.xml": _BASIC.format(macro),
    })
