"""antin cert request"""

from pathlib import Path
from typing import Any

from antin_cli.frame import framed, option
from antin_cli.key_holder import open_key_file
from antin_cli.output import check_free, line, write_file
from antin_cli.pem import pem
from antin_cli.shared import Passphrase, force_option, passphrase_options
from antin_cli.texts import say
from antin_cli.values import FilePath, Text


@framed("cert.request")
@option("--key", required=True, type=FilePath(), help_code="cert.request.key")
@option("--name", required=True, type=Text("name"), help_code="cert.request.name")
@option("--org", "organisations", required=True, multiple=True, type=Text("name"), help_code="cert.request.org")
@option("--locality", default="", type=Text("name"), help_code="cert.request.locality")
@option("--out", type=FilePath(), default="yeu-cau.csr", help_code="cert.request.out")
@passphrase_options
@force_option
def command(key: Path, out: Path, force: bool, **options: Any) -> int:
    """A request that proves possession of the key."""
    from antin.keys import LocalSigner, build_request, check_key_strength, public_key_thumbprint
    from antin.names import shown, subject_name

    check_free(out, force=force)
    subject = subject_name(
        common_name=options["name"], organisation_path=options["organisations"], locality=options["locality"],
    )
    opened = open_key_file(key, Passphrase(options["passphrase_file"], options["passphrase_env"]))
    signer = LocalSigner(opened.private_key)
    check_key_strength(signer.public_key_info)
    write_file(out, pem("CERTIFICATE REQUEST", build_request(signer, subject=subject)), force=force)
    line(f"{say('said.written')}: {out}")
    line(f"  {say('label.subject')}: {shown(subject)}")
    line(f"  {say('label.key')}: SHA-256 {public_key_thumbprint(signer.public_key_info)}")
    return 0
