"""How strong the algorithms of a signature were at a time."""

from datetime import datetime

from antin.cms import VerifiedSignature
from antin.validation import DATED, AlgorithmUse, Reason, Strength
from antin.verdict.findings import of_code, together
from antin.verdict.model import Judgement

_KEY_FAMILIES = {"rsa_pkcs1": "rsa", "rsa_pss": "rsa", "ecdsa": "ec", "ed25519": "ed25519"}


def algorithms_of(verified: VerifiedSignature, at: datetime) -> tuple[AlgorithmUse, ...]:
    """The digest of the content, that inside the signature, and the key; each once."""
    uses = (
        DATED.digest(verified.digest_name, at), DATED.digest(verified.signature_digest_name, at),
        DATED.key(_KEY_FAMILIES[verified.scheme], verified.key_bits, at),
    )
    return tuple(dict.fromkeys(uses))


def of_strength(uses: tuple[AlgorithmUse, ...]) -> Judgement:
    """What refused algorithms mean; weak ones are remarked."""
    refused = [each.shown for each in uses if each.strength is Strength.REFUSED]
    weak = [each.shown for each in uses if each.strength is Strength.WEAK]
    return together(
        [of_code("algorithm_refused", {"name": name}) for name in refused],
        [Reason("algorithm_weak", None, {"name": name}) for name in weak],
    )
