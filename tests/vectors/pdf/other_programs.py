"""One small document by many other programs: `python tests/vectors/pdf/other_programs.py FOLDER [NAME …]`.

Each needs its program, none of which the project depends on: gs, mutool, groff, pdftocairo, qpdf, node with
pdf-lib, pdfkit and jspdf, java with PDFBox, perl with PDF::API2, php with TCPDF, pdftk-java, pdfunite, soffice, and
reportlab, fpdf2, weasyprint, img2pdf, pikepdf, pypdf, matplotlib.
ORIGINS.md names the versions that made what is here. Fonts that are embedded are the project's own Tinos, or those that
the program brings.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from antin_testkit.office_documents import pptx, xlsx

HERE = Path(__file__).parent
TINOS = HERE.parents[2] / "packages/core/src/antin/pades/fonts/Tinos-Regular.ttf"
HEAD, NUMBER, TITLE = "ỦY BAN NHÂN DÂN XÃ BA ĐỘNG", "Số: 01/QĐ-UBND", "Quyết định về việc cấp chứng thư số"
PLAIN = ("UY BAN NHAN DAN XA BA DONG", "So: 01/QD-UBND", "Quyet dinh ve viec cap chung thu so")
LINES = (HEAD, NUMBER, TITLE)
PAGE = (
    "<!doctype html><html lang=vi><meta charset=utf-8><title>Quyết định</title><style>@font-face {font-family: Tinos;"
    f"src: url({TINOS.as_uri()})}} body {{font-family: Tinos}}</style><h1>{TITLE}</h1><p>{HEAD}<p>{NUMBER}"
)
POSTSCRIPT = "%!PS\n/Times-Roman findfont 14 scalefont setfont\n" + "".join(
    f"72 {760 - 24 * row} moveto ({line}) show\n" for row, line in enumerate(PLAIN)
) + "showpage\n"
NODE = {
    "pdf-lib": """
const {PDFDocument} = require('pdf-lib'), kit = require('@pdf-lib/fontkit');
(async () => {
  const made = await PDFDocument.create(); made.registerFontkit(kit);
  const font = await made.embedFont(fs.readFileSync(tinos), {subset: true}), page = made.addPage([595, 842]);
  lines.forEach((line, row) => page.drawText(line, {x: 72, y: 760 - 24 * row, size: 14, font}));
  const field = made.getForm().createTextField('ghi_chu');
  field.addToPage(page, {x: 72, y: 600, width: 200, height: 20});
  fs.writeFileSync(out, await made.save());
})();""",
    "pdfkit": """
const PDFDocument = require('pdfkit'), made = new PDFDocument({size: 'A4'});
made.pipe(fs.createWriteStream(out)); made.font(tinos).fontSize(14);
lines.forEach(line => made.text(line)); made.end();""",
    "jspdf": """
const {jsPDF} = require('jspdf'), made = new jsPDF({unit: 'pt', format: 'a4'});
made.setFont('times'); plain.forEach((line, row) => made.text(line, 72, 82 + 24 * row));
fs.writeFileSync(out, Buffer.from(made.output('arraybuffer')));""",
}
JAVA = """
import java.io.File; import org.apache.pdfbox.pdmodel.*; import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
public class Make { public static void main(String[] given) throws Exception {
  try (PDDocument made = new PDDocument()) {
    PDPage page = new PDPage(PDRectangle.A4); made.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(made, page)) {
      content.setFont(PDType0Font.load(made, new File(given[1])), 14);
      for (int row = 2; row < given.length; row++) {
        content.beginText(); content.newLineAtOffset(72, 760 - 24 * (row - 2)); content.showText(given[row]);
        content.endText();
      } }
    made.save(given[0]);
  } } }"""
PERL = """
my ($out, $tinos, @lines) = @ARGV; my $made = PDF::API2->new(); my $page = $made->page(); $page->mediabox(595, 842);
my $text = $page->text(); $text->font($made->ttfont($tinos), 14); my $y = 760;
for (@lines) { $text->translate(72, $y); $text->text($_); $y -= 24 } $made->saveas($out);"""
PHP = """require "/usr/share/php/tcpdf/tcpdf.php"; [$_, $out] = $argv; $made = new TCPDF();
$made->setPrintHeader(false); $made->setPrintFooter(false); $made->AddPage(); $made->SetFont("times", "", 14);
foreach (array_slice($argv, 2) as $line) { $made->Write(10, $line, "", false, "", true); } $made->Output($out, "F");"""
JARS = ":".join(f"/usr/share/java/{name}.jar" for name in ("pdfbox2", "fontbox2", "commons-logging"))


def run(*arguments: str | Path, given: str = "") -> bytes:
    done = subprocess.run([*map(str, arguments)], check=True, capture_output=True, input=given.encode(), timeout=120)
    return done.stdout


# What Ghostscript's PDFA_def.ps says: the profile of the colours.
PROFILE = """[/_objdef {icc} /type /stream /OBJ pdfmark
[{icc} << /N 3 >> /PUT pdfmark [{icc} ICC (r) file /PUT pdfmark
[/_objdef {intent} /type /dict /OBJ pdfmark
[{intent} << /Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {icc} /OutputConditionIdentifier (sRGB) >>
/PUT pdfmark
[{Catalog} << /OutputIntents [{intent}] >> /PUT pdfmark
"""


def ghostscript(made: Path, *options: str, head: str = "") -> None:
    always = ("-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-sOutputFile={made}")
    run("gs", *always, *options, "-", given=POSTSCRIPT.replace("%!PS\n", "%!PS\n" + head))


def ghostscript_pdf_a(made: Path) -> None:
    """With the sRGB profile that the variable SRGB_ICC names, Ghostscript's own srgb.icc."""
    profile = os.environ["SRGB_ICC"]
    ghostscript(
        made, "-dPDFA=1", "-sColorConversionStrategy=RGB", "-dPDFACompatibilityPolicy=1", "-dNOSAFER",
        head=PROFILE.replace("ICC", f"({profile})"),
    )


def pdftocairo(made: Path) -> None:
    run("pdftocairo", "-pdf", HERE / "typst-pdf-a-2b.pdf", made)


def mutool(made: Path) -> None:
    page = made.with_suffix(".txt")
    page.write_text("%%MediaBox 0 0 595 842\n%%Font F1 Times-Roman\nBT /F1 14 Tf 72 760 Td 24 TL "
                    + " T* ".join(f"({line}) Tj" for line in PLAIN) + " ET\n")
    run("mutool", "create", "-o", made, "-O", "compress", page)
    page.unlink()


def mutool_clean(made: Path) -> None:
    run("mutool", "clean", "-gggg", "-z", HERE / "form-fields.pdf", made)


def groff(made: Path) -> None:
    made.write_bytes(run("groff", "-Tpdf", given=".ps 14\n" + "\n.br\n".join(PLAIN) + "\n"))


def scanned_jpeg(made: Path) -> Path:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (620, 877), 250)
    for row, line in enumerate(LINES):
        ImageDraw.Draw(picture).text((75, 80 + 30 * row), line, 20, ImageFont.truetype(str(TINOS), 18))
    picture.save(made.with_suffix(".jpg"), quality=60, dpi=(75, 75))
    return made.with_suffix(".jpg")


def img2pdf(made: Path) -> None:
    import img2pdf

    picture = scanned_jpeg(made)
    made.write_bytes(img2pdf.convert(str(picture)))
    picture.unlink()


def reportlab(made: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Tinos", str(TINOS)))
    canvas = Canvas(str(made), pagesize=(595, 842))
    canvas.setFont("Tinos", 14)
    for row, line in enumerate(LINES):
        canvas.drawString(72, 760 - 24 * row, line)
    canvas.save()


def fpdf2(made: Path) -> None:
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.add_font("Tinos", fname=str(TINOS))
    document.set_font("Tinos", size=14)
    for line in LINES:
        document.cell(0, 10, line, new_x="LMARGIN", new_y="NEXT")
    document.output(str(made))


def weasyprint(made: Path, variant: str) -> None:
    import weasyprint

    weasyprint.HTML(string=PAGE).write_pdf(made, pdf_variant=variant, uncompressed_pdf=False)


def pikepdf(made: Path) -> None:
    import pikepdf

    with pikepdf.open(HERE / "libreoffice.pdf") as document:
        document.save(made, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def pypdf(made: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    for name in ("pdf-1.4", "rotated"):
        writer.append(HERE / f"{name}.pdf")
    writer.write(made)


def matplotlib(made: Path) -> None:
    import matplotlib

    matplotlib.use("pdf")
    from matplotlib import pyplot

    figure = pyplot.figure(figsize=(4, 3))
    pyplot.plot([1, 3, 2])
    pyplot.title(TITLE)
    figure.savefig(made)


def encrypted_128(made: Path) -> None:
    """AES with 128 bits, object streams, linearised; a password to change only."""
    run("qpdf", "--linearize", "--object-streams=generate", "--encrypt", "", "owner", "128", "--use-aes=y", "--",
        HERE / "rotated.pdf", made)


def node(made: Path, name: str) -> None:
    import json

    given = json.dumps([str(made), str(TINOS), LINES, PLAIN])
    run("node", "-e", f"const fs = require('fs'), [out, tinos, lines, plain] = {given};\n" + NODE[name])


def pdfbox(made: Path) -> None:
    source = made.with_name("Make.java")
    source.write_text(JAVA)
    run("java", "-cp", JARS, source, made, TINOS, *LINES)
    source.unlink()


def pdf_api2(made: Path) -> None:
    run("perl", "-MPDF::API2", "-Mutf8", "-CA", "-e", PERL, made, TINOS, *LINES)


def tcpdf(made: Path) -> None:
    run("php", "-r", PHP, made, *PLAIN)


def pdftk(made: Path) -> None:
    run("pdftk", HERE / "pdf-1.4.pdf", HERE / "rotated.pdf", "cat", "output", made)


def pdfunite(made: Path) -> None:
    run("pdfunite", HERE / "pdf-1.4.pdf", HERE / "form-fields.pdf", made)


def libreoffice(made: Path, source: bytes) -> None:
    """As `antin pdf convert` makes it."""
    from antin.adapters.office_conversion import pdf_of_office

    made.write_bytes(pdf_of_office(source))


FILES: dict[str, Callable[[Path], None]] = {
    "ghostscript": ghostscript, "ghostscript-pdf-a-1b": ghostscript_pdf_a, "cairo": pdftocairo, "mupdf": mutool,
    "mupdf-cleaned-form": mutool_clean, "groff": groff, "img2pdf-scan": img2pdf, "reportlab": reportlab, "fpdf2": fpdf2,
    "weasyprint-pdf-ua-1": lambda made: weasyprint(made, "pdf/ua-1"),
    "weasyprint-pdf-a-3b": lambda made: weasyprint(made, "pdf/a-3b"),
    "pikepdf-linearized-object-streams": pikepdf, "pypdf-merged": pypdf, "matplotlib": matplotlib,
    "encrypted-aes-128-linearized": encrypted_128, "pdfbox": pdfbox,
    "pdf-api2": pdf_api2, "tcpdf": tcpdf, "pdftk-java": pdftk, "poppler-pdfunite": pdfunite,
    "libreoffice-calc-pdf-a-2b": lambda made: libreoffice(made, xlsx()),
    "libreoffice-impress-pdf-a-2b": lambda made: libreoffice(made, pptx()),
    **{name: lambda made, n=name: node(made, n) for name in NODE},  # type: ignore[misc]  # the name is bound now
}


def main(folder: Path, names: list[str]) -> None:
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795737600")
    for name in names or FILES:
        FILES[name](folder / f"{name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
