"""What a PKCS#11 module shows: tokens, certificates, keys, and how it stands with the PIN."""

from dataclasses import dataclass, field

# CKF_… of CK_TOKEN_INFO (PKCS#11 v2.40, 3.2).
LOGIN_REQUIRED, PIN_INITIALIZED, PROTECTED_PATH = 0x4, 0x8, 0x100
PIN_COUNT_LOW, PIN_FINAL_TRY, PIN_LOCKED, PIN_TO_BE_CHANGED = 0x10000, 0x20000, 0x40000, 0x80000


@dataclass(frozen=True)
class PinState:
    """How it stands with the PIN. PKCS#11 counts no tries: it only says that some were wrong, that one is left, that
    none is left; and some tokens do not even say that.

    typed_on_reader: the reader has keys of its own.
    """

    is_count_low: bool = False
    is_final_try: bool = False
    is_locked: bool = False
    must_be_changed: bool = False
    is_set: bool = True
    is_needed: bool = True
    typed_on_reader: bool = False

    @classmethod
    def of_flags(cls, flags: int) -> "PinState":
        """From the flags of a token."""
        return cls(
            is_count_low=bool(flags & PIN_COUNT_LOW), is_final_try=bool(flags & PIN_FINAL_TRY),
            is_locked=bool(flags & PIN_LOCKED), must_be_changed=bool(flags & PIN_TO_BE_CHANGED),
            is_set=bool(flags & PIN_INITIALIZED), is_needed=bool(flags & LOGIN_REQUIRED),
            typed_on_reader=bool(flags & PROTECTED_PATH),
        )

    @property
    def name(self) -> str:
        """The worst of it in one word, for people and machines: locked, final_try, count_low, to_be_changed,
        not_set, good.
        """
        facts = (
            (self.is_locked, "locked"), (self.is_final_try, "final_try"), (self.is_count_low, "count_low"),
            (self.must_be_changed, "to_be_changed"), (not self.is_set, "not_set"),
        )
        return next((name for holds, name in facts if holds), "good")


@dataclass(frozen=True)
class ModuleInfo:
    """What a library says of itself."""

    manufacturer: str
    description: str
    version: str


@dataclass(frozen=True)
class Token:
    """A token in a slot of a module. label, serial: as its issuer wrote them; not to be trusted, not unique."""

    slot: int
    label: str
    serial: str
    manufacturer: str
    model: str
    pin: PinState


@dataclass(frozen=True)
class TokenCertificate:
    """A certificate on a token. identifier: CKA_ID, that of its key, hexadecimal. encoded: as stored, meant as DER.

    has_key: whether a key of that identifier can be seen without the PIN; many tokens show none before it.
    """

    identifier: str
    label: str
    encoded: bytes = field(repr=False)
    has_key: bool


@dataclass(frozen=True)
class Contents:
    """What a token shows without its PIN. mechanisms: CKM_… it offers."""

    certificates: tuple[TokenCertificate, ...]
    mechanisms: frozenset[int] = field(repr=False)


@dataclass(frozen=True)
class TokenKey:
    """A private key on a token that is logged in. public_key_info: DER, None: the token does not say.

    number: the worker's name for it. always_asks: CKA_ALWAYS_AUTHENTICATE, the PIN is given before each signature.
    """

    number: int
    identifier: str
    label: str
    public_key_info: bytes | None = field(repr=False)
    always_asks: bool = False
