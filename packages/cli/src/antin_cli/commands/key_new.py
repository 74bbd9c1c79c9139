"""antin key new"""

from pathlib import Path
from typing import Any

from antin_cli.frame import framed, option
from antin_cli.new_passphrase import new_passphrase, new_passphrase_options
from antin_cli.output import check_free, line, write_file
from antin_cli.shared import Passphrase, force_option
from antin_cli.texts import say
from antin_cli.values import FilePath, OneOf


@framed("key.new")
@option("--kind", type=OneOf("p256", "rsa2048", "rsa3072", "rsa4096"), default="p256", help_code="key.new.kind")
@option("--out", type=FilePath(), default="khoa.pem", help_code="key.new.out")
@new_passphrase_options
@force_option
def command(kind: str, out: Path, force: bool, **options: Any) -> int:
    """A key in a file of its own, under a passphrase."""
    from antin.adapters.key_files import encrypted_pem
    from antin.keys import KeyKind, new_private_key, public_key_info, public_key_thumbprint

    check_free(out, force=force)
    passphrase = new_passphrase(Passphrase(options["new_passphrase_file"], options["new_passphrase_env"]))
    key = new_private_key(KeyKind(kind))
    write_file(out, encrypted_pem(key, passphrase), force=force, is_secret=True)
    line(f"{say('said.written')}: {out}")
    line(f"  {say('label.key')}: {kind}, SHA-256 {public_key_thumbprint(public_key_info(key))}")
    return 0
