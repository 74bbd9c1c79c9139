"""What a key file holds."""

from dataclasses import dataclass, field

from antin.keys import PrivateKey


@dataclass(frozen=True)
class KeyFile:
    """certificate: DER of the one for this key, None: not in the file.

    chain: DER of the others, from its issuer upwards as far as they lead, then the rest.
    """

    private_key: PrivateKey = field(repr=False)
    certificate: bytes | None
    chain: tuple[bytes, ...]
