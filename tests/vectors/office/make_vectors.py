"""Remakes word-97.doc with LibreOffice: python tests/vectors/office/make_vectors.py"""

import subprocess
import tempfile
from pathlib import Path

from antin_testkit.office_documents import docx

HERE = Path(__file__).parent

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "word-97.docx")
        source.write_bytes(docx())
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--convert-to",
             "doc:MS Word 97", "--outdir", HERE, source],
            check=True,
        )
