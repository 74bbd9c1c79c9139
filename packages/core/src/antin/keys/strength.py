"""Whether a key is strong enough to be certified; only public numbers are looked at.

1. The kind: RSA, or a NIST curve of 256, 384 or 521 bits.
2. RSA: 2048 to 8192 bits, an odd exponent above 2^16 (ETSI TS 119 312, FIPS 186-5 A.1.1).
3. RSA: no factor below 752 (CA/B BR 6.1.6), not made by the ROCA library (CVE-2017-15361),
   no two primes so close that Fermat's method finds them (CVE-2022-26320).
"""

from functools import cache, lru_cache
from math import gcd, isqrt, prod

from cryptography.hazmat.primitives.asymmetric import rsa

from antin.keys.algorithms import algorithm_of_key
from antin.keys.errors import KeyExponentUnsafe, KeyKnownBroken, KeyTooLong, KeyTooShort
from antin.keys.public_keys import load_public_key

SMALLEST_RSA_BITS, LARGEST_RSA_BITS = 2048, 8192
_FERMAT_ROUNDS = 100


@lru_cache(maxsize=256)  # asked when prepared, linted and signed; only a pass is remembered
def check_key_strength(public_key_info: bytes) -> None:
    """Refuse a key that must not be certified.

    Raises a child of WeakKey; PublicKeyMalformed: it is no key at all.
    """
    key = load_public_key(public_key_info)
    algorithm_of_key(key)  # 1
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        _check_sizes(numbers.n, numbers.e)  # 2
        _check_factors(numbers.n)  # 3


def _check_sizes(modulus: int, exponent: int) -> None:
    bits = modulus.bit_length()
    if bits < SMALLEST_RSA_BITS:
        raise KeyTooShort(bits=bits)
    if bits > LARGEST_RSA_BITS:
        raise KeyTooLong(bits=bits)
    if exponent % 2 == 0 or not 2**16 < exponent < 2**256:
        raise KeyExponentUnsafe


def _check_factors(modulus: int) -> None:
    if gcd(modulus, prod(_small_primes())) != 1:
        raise KeyKnownBroken(reason="small_factor")
    if _is_of_roca_form(modulus):
        raise KeyKnownBroken(reason="roca")
    if _has_close_primes(modulus):
        raise KeyKnownBroken(reason="close_primes")


@cache
def _small_primes() -> tuple[int, ...]:
    return tuple(n for n in range(2, 752) if all(n % divisor for divisor in range(2, isqrt(n) + 1)))


@cache
def _roca_residues() -> tuple[tuple[int, frozenset[int]], ...]:
    """For each prime up to 167: what a product of two such primes, each a power of 65537, can leave."""
    primes = [prime for prime in _small_primes() if prime <= 167]
    return tuple((prime, frozenset(pow(65537, power, prime) for power in range(prime - 1))) for prime in primes)


def _is_of_roca_form(modulus: int) -> bool:
    """By chance one key in 2^27 or so (Nemec et al., The Return of Coppersmith's Attack, 2017, 5.1)."""
    return all(modulus % prime in residues for prime, residues in _roca_residues())


def _has_close_primes(modulus: int) -> bool:
    start = isqrt(modulus)
    for candidate in range(start, start + _FERMAT_ROUNDS):
        difference = candidate * candidate - modulus
        if difference >= 0 and isqrt(difference) ** 2 == difference:
            return True
    return False
