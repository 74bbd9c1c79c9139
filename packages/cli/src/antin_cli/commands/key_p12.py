"""antin key p12"""

from pathlib import Path
from typing import Any

from antin_cli.errors import SignerCertificateAbsent
from antin_cli.frame import argument, framed, option
from antin_cli.key_holder import certificate_and_chain, open_key_file
from antin_cli.new_passphrase import new_passphrase, new_passphrase_options
from antin_cli.output import check_free, line, write_file
from antin_cli.shared import Passphrase, force_option, passphrase_options
from antin_cli.texts import say
from antin_cli.values import FilePath, Text


@framed("key.p12")
@argument("file", type=FilePath(), help_code="key.p12.file")
@option("--cert", type=FilePath(), help_code="key.p12.cert")
@option("--name", type=Text("name"), help_code="key.p12.name")
@option("--out", type=FilePath(), help_code="key.p12.out")
@passphrase_options
@new_passphrase_options
@force_option
def command(file: Path, cert: Path | None, out: Path | None, force: bool, **options: Any) -> int:
    """Key, certificate and chain in one file that every program reads."""
    from antin.adapters.key_files import pkcs12_file
    from antin.keys import public_key_info
    from antin.validation import read_certificate

    target = out or file.with_suffix(".p12")
    check_free(target, force=force)
    opened = open_key_file(file, Passphrase(options["passphrase_file"], options["passphrase_env"]))
    certificate, chain = certificate_and_chain(public_key_info(opened.private_key), cert, opened)
    if certificate is None:
        raise SignerCertificateAbsent
    name = options["name"] or read_certificate(certificate).subject.shown
    passphrase = new_passphrase(Passphrase(options["new_passphrase_file"], options["new_passphrase_env"]))
    packed = pkcs12_file(opened.private_key, certificate, chain, passphrase, name)
    write_file(target, packed, force=force, is_secret=True)
    line(f"{say('said.written')}: {target}")
    return 0
