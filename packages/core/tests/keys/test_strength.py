"""Weak keys are told by their public numbers."""

from math import prod

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from antin.keys import (
    KeyExponentUnsafe,
    KeyKindUnsupported,
    KeyKnownBroken,
    KeyTooLong,
    KeyTooShort,
    WeakKey,
    check_key_strength,
    public_key_info,
)
from antin.messages import message_of
from antin_testkit.issued_certificates import KeyKind, private_key

PRIMES = [n for n in range(2, 720) if all(n % divisor for divisor in range(2, int(n**0.5) + 1))]


def rsa_info(modulus: int, exponent: int = 65537) -> bytes:
    return public_key_info(rsa.RSAPublicNumbers(exponent, modulus).public_key())


def good_modulus() -> int:
    key = private_key(KeyKind.RSA_2048, "somebody").public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    return key.public_numbers().n


def is_coprime_to_small_primes(number: int) -> bool:
    return all(number % prime for prime in range(3, 752, 2))


class TestCheckKeyStrength:
    @pytest.mark.parametrize("kind", [KeyKind.RSA_2048, KeyKind.RSA_3072, KeyKind.P256])
    def test_passes_every_kind_that_we_make(self, kind: KeyKind) -> None:
        check_key_strength(public_key_info(private_key(kind, "somebody")))

    @pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda each: each.name)
    def test_passes_the_curves_of_nist(self, curve: ec.EllipticCurve) -> None:
        check_key_strength(public_key_info(ec.generate_private_key(curve)))

    @pytest.mark.parametrize("curve", [ec.SECP256K1(), ec.BrainpoolP256R1()], ids=lambda each: each.name)
    def test_refuses_other_curves(self, curve: ec.EllipticCurve) -> None:
        with pytest.raises(KeyKindUnsupported):
            check_key_strength(ec.generate_private_key(curve).public_key().public_bytes(
                Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def test_refuses_other_kinds(self) -> None:
        key = dsa.generate_private_key(2048).public_key()

        with pytest.raises(KeyKindUnsupported):
            check_key_strength(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    @pytest.mark.parametrize("bits", [1024, 1536, 2047])
    def test_refuses_a_short_modulus(self, bits: int) -> None:
        with pytest.raises(KeyTooShort) as caught:
            check_key_strength(rsa_info(good_modulus() >> (2048 - bits) | 1))

        assert caught.value.fields["bits"] == bits

    def test_refuses_a_modulus_that_is_an_attack(self) -> None:
        with pytest.raises(KeyTooLong):
            check_key_strength(rsa_info((1 << 9000) + 1))

    @pytest.mark.parametrize("exponent", [3, 17, 65535, 2**256 + 1])
    def test_refuses_an_unsafe_exponent(self, exponent: int) -> None:
        with pytest.raises(KeyExponentUnsafe):
            check_key_strength(rsa_info(good_modulus(), exponent))

    @pytest.mark.parametrize("factor", [3, 7, 751])
    def test_refuses_a_modulus_with_a_small_factor(self, factor: int) -> None:
        multiple = good_modulus() * factor

        with pytest.raises(KeyKnownBroken) as caught:
            check_key_strength(rsa_info(multiple))

        assert caught.value.fields["reason"] == "small_factor"

    def test_refuses_a_modulus_of_the_roca_form(self) -> None:
        # Given p = k·M + 65537^a mod M and a like q, as the library of CVE-2017-15361 made them; the
        # fingerprint is in the residues, so p and q need not be prime here
        primorial = prod(PRIMES[:126])
        halves = []
        for power in (5, 77_777):
            multiple = (1 << 1024) // primorial
            while not is_coprime_to_small_primes(half := multiple * primorial + pow(65537, power, primorial)):
                multiple -= 1
            halves.append(half)

        with pytest.raises(KeyKnownBroken) as caught:
            check_key_strength(rsa_info(halves[0] * halves[1]))

        assert caught.value.fields["reason"] == "roca"

    def test_refuses_two_primes_that_lie_close_together(self) -> None:
        half = (1 << 1024) - 2**500 + 1
        while not is_coprime_to_small_primes(half * (half + 2**20)):
            half += 2

        with pytest.raises(KeyKnownBroken) as caught:
            check_key_strength(rsa_info(half * (half + 2**20)))

        assert caught.value.fields["reason"] == "close_primes"

    def test_tells_the_person_what_to_do(self) -> None:
        with pytest.raises(WeakKey) as caught:
            check_key_strength(rsa_info(good_modulus() >> 1024 | 1))

        for language in ("vi", "en"):
            told = message_of(caught.value, language)
            assert "1024" in told.text and told.hint
