"""Tokens without hardware: what flags, mechanisms, places and certificates mean. The rest is in tests/interop."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

from antin.adapters.tokens import (
    Contents,
    PinFinalTry,
    PinLocked,
    PinState,
    PinWrong,
    PinWrongFinalTry,
    TokenCertificate,
    TokenFailed,
    TokenKey,
    TokenKeyAbsent,
    TokenMechanismUnsupported,
    TokenModule,
    TokenModuleUnusable,
    TokenRemoved,
    TokenSignatureWrong,
    holdings_of,
    issuers_above,
    key_of,
    may_sign_documents,
    standing_of,
    well_known_places,
)
from antin.adapters.tokens.mechanisms import ECDSA, RSA_PKCS, RSA_PKCS_PSS, input_of, value_of, ways_of
from antin.adapters.tokens.module import error_of
from antin.adapters.tokens.process import WorkerFault
from antin.keys import ALGORITHMS, public_key_info
from antin.validation import read_certificate
from antin_testkit.paths import AT, DAY, Authority, key_usage, x509_time
from antin_testkit.paths import key_info as info_of
from antin_testkit.paths import key_of as soft_key_of

READY = 0x4 | 0x8 | 0x400
COUNT_LOW, FINAL_TRY, LOCKED, TO_BE_CHANGED = 0x10000, 0x20000, 0x40000, 0x80000


class TestThePin:
    @pytest.mark.parametrize(("flags", "name"), [
        (READY, "good"), (READY | COUNT_LOW, "count_low"), (READY | COUNT_LOW | FINAL_TRY, "final_try"),
        (READY | COUNT_LOW | FINAL_TRY | LOCKED, "locked"), (READY | TO_BE_CHANGED, "to_be_changed"),
        (0x404, "not_set"),
    ])
    def test_is_told_by_the_worst_of_its_flags(self, flags: int, name: str) -> None:
        assert PinState.of_flags(flags).name == name

    @pytest.mark.parametrize(("fault", "flags", "kind"), [
        ("PinIncorrect", READY | COUNT_LOW, PinWrong), ("PinLenRange", READY, PinWrong),
        ("PinIncorrect", READY | FINAL_TRY, PinWrongFinalTry), ("PinIncorrect", READY | LOCKED, PinLocked),
        ("PinLocked", READY, PinLocked), ("DeviceRemoved", READY, TokenRemoved),
        ("GeneralError", None, TokenRemoved), ("GeneralError", READY, TokenFailed),
    ])
    def test_is_told_apart_from_other_faults(self, fault: str, flags: int | None, kind: type[Exception]) -> None:
        assert type(error_of(WorkerFault(fault, "", flags))) is kind

    def test_on_its_last_try_is_left_to_a_person(self) -> None:
        assert issubclass(PinWrongFinalTry, PinWrong)
        assert not issubclass(PinFinalTry, PinWrong)


class TestTheMechanism:
    EVERY = frozenset({RSA_PKCS, 0x40, 0x41, 0x42, RSA_PKCS_PSS, 0x43, 0x44, 0x45, ECDSA, 0x1044, 0x1045, 0x1046})

    @pytest.mark.parametrize(("name", "offered", "chosen"), [
        ("rsa-sha256", EVERY, [0x40, RSA_PKCS]), ("rsa-sha512", {RSA_PKCS, 0x40}, [RSA_PKCS]),
        ("rsa-pss-sha256", EVERY, [0x43, RSA_PKCS_PSS]), ("rsa-pss-sha384", {RSA_PKCS_PSS}, [RSA_PKCS_PSS]),
        ("ecdsa-sha256", EVERY, [ECDSA, 0x1044]), ("ecdsa-sha384", {0x1045}, [0x1045]),
    ])
    def test_is_the_best_that_the_token_offers(self, name: str, offered: frozenset[int], chosen: list[int]) -> None:
        assert [each.mechanism for each in ways_of(ALGORITHMS[name], frozenset(offered))] == chosen

    @pytest.mark.parametrize(("name", "offered"), [("rsa-pss-sha256", {RSA_PKCS, 0x40}), ("ecdsa-sha256", {0x1045})])
    def test_is_refused_when_the_token_has_none(self, name: str, offered: set[int]) -> None:
        with pytest.raises(TokenMechanismUnsupported):
            ways_of(ALGORITHMS[name], frozenset(offered))

    def test_that_only_pads_is_given_a_digest_info_that_verifies(self) -> None:
        # Given: what a token does for CKM_RSA_PKCS, done by arithmetic on a key of ours.
        key = rsa.generate_private_key(65537, 2048)
        (way,) = ways_of(ALGORITHMS["rsa-sha256"], frozenset({RSA_PKCS}))

        given = input_of(way, "sha256", b"data")

        numbers = key.private_numbers()
        padded = b"\0\1" + b"\xff" * (256 - 3 - len(given)) + b"\0" + given
        value = pow(int.from_bytes(padded, "big"), numbers.d, numbers.public_numbers.n).to_bytes(256, "big")
        key.public_key().verify(value, b"data", padding.PKCS1v15(), hashes.SHA256())

    def test_of_pss_asks_for_a_salt_as_long_as_the_digest(self) -> None:
        ways = ways_of(ALGORITHMS["rsa-pss-sha512"], self.EVERY)

        assert [each.parameter for each in ways] == [(0x270, 4, 64)] * 2
        assert input_of(ways[1], "sha512", b"data") == hashlib.sha512(b"data").digest()

    def test_of_curves_gives_two_numbers_that_become_der(self) -> None:
        info = public_key_info(ec.generate_private_key(ec.SECP384R1()))

        value = value_of(info, (5).to_bytes(48, "big") + (7).to_bytes(48, "big"))

        assert utils.decode_dss_signature(value) == (5, 7)

    @pytest.mark.parametrize("octets", [0, 63, 64, 95, 97])
    def test_of_curves_with_numbers_of_another_size_is_refused(self, octets: int) -> None:
        with pytest.raises(TokenSignatureWrong):
            value_of(public_key_info(ec.generate_private_key(ec.SECP384R1())), b"\1" * octets)


class TestThePlaces:
    WINDOWS = {"SystemRoot": r"C:\Windows", "ProgramFiles": r"C:\Program Files", "SystemDrive": "C:"}

    @pytest.mark.parametrize(("system", "expected"), [
        ("win32", r"C:\Windows\System32\eTPKCS11.dll"), ("win32", r"C:\Windows\System32\bit4xpki.dll"),
        ("win32", r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll"),
        ("linux", "/usr/lib/libeToken.so"), ("linux", "/usr/lib/*-linux-gnu/opensc-pkcs11.so"),
        ("darwin", "/usr/local/lib/libeTPkcs11.dylib"), ("darwin", "/opt/homebrew/lib/softhsm/libsofthsm2.so"),
    ])
    def test_are_those_of_the_system(self, system: str, expected: str) -> None:
        assert expected in [path for _, path in well_known_places(self.WINDOWS, system)]

    @pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
    def test_know_the_tokens_in_use(self, system: str) -> None:
        vendors = {vendor for vendor, _ in well_known_places(self.WINDOWS, system)}

        assert {"SafeNet eToken", "bit4id", "Viettel-CA", "OpenSC", "SoftHSM"} <= vendors

    def test_without_their_variable_are_left_out(self) -> None:
        places = [path for _, path in well_known_places({"SystemRoot": r"C:\Windows"}, "win32")]

        assert places and not any("%" in each or "OpenSC Project" in each for each in places)

    def test_are_never_relative(self) -> None:
        for system, start in (("linux", "/"), ("darwin", "/"), ("win32", "C:")):
            assert all(path.startswith(start) for _, path in well_known_places(self.WINDOWS, system))


class TestAModule:
    def test_that_is_not_there_is_no_module(self, tmp_path: Path) -> None:
        with pytest.raises(TokenModuleUnusable):
            TokenModule(tmp_path / "khong-co.so")

    def test_that_is_no_library_is_told_by_what_the_system_says(self, tmp_path: Path) -> None:
        (tmp_path / "module.so").write_text("chữ")

        with pytest.raises(TokenModuleUnusable) as raised:
            TokenModule(tmp_path / "module.so")

        assert raised.value.fields["reason"]


def contents(*encoded: bytes) -> Contents:
    stored = (TokenCertificate(f"{number:02x}", "", each, True) for number, each in enumerate(encoded))
    return Contents(tuple(stored), frozenset())


class TestTheCertificates:
    root = Authority("CA gốc")
    issuing = root.authority("CA cấp")

    def test_are_shown_once_with_people_before_issuers(self) -> None:
        leaf = self.issuing.issue("Ánh")

        found = holdings_of(contents(self.root.certificate, leaf, leaf, b"not a certificate"))

        assert [each.certificate.encoded for each in found] == [leaf, self.root.certificate]

    @pytest.mark.parametrize(("shift", "standing"), [(-101, "not_yet_valid"), (0, "valid"), (101, "expired")])
    def test_stand_by_their_dates(self, shift: int, standing: str) -> None:
        assert standing_of(read_certificate(self.root.issue("Ánh")), at=AT + shift * DAY) == standing

    def test_of_issuers_and_of_other_purposes_sign_no_documents(self) -> None:
        enciphering = self.root.issue("Ánh", replace=(key_usage(2),))

        assert may_sign_documents(read_certificate(self.root.issue("Ánh")))
        assert not may_sign_documents(read_certificate(enciphering))
        assert not may_sign_documents(read_certificate(self.root.certificate))

    def test_above_one_are_its_issuers_and_nobody_else(self) -> None:
        others = (self.root.certificate, self.root.issue("Người khác"), self.issuing.certificate)

        above = issuers_above(read_certificate(self.issuing.issue("Ánh")), map(read_certificate, others))

        assert above == (self.issuing.certificate, self.root.certificate)

    def test_issued_in_a_circle_end(self) -> None:
        one = Authority("A", Authority("B"))
        other = Authority("B", Authority("A"))

        above = issuers_above(
            read_certificate(one.issue("Ánh")), map(read_certificate, (one.certificate, other.certificate)),
        )

        assert above == (one.certificate, other.certificate)

    def test_last_as_long_as_they_say(self) -> None:
        short = self.root.issue("Ánh", not_after=x509_time(AT))

        assert standing_of(read_certificate(short), at=AT) == "valid"


class TestTheKeyOfACertificate:
    info = info_of(soft_key_of("leaf"))
    other = info_of(soft_key_of("other"))

    def test_is_the_one_with_its_public_key_whatever_its_identifier(self) -> None:
        keys = (TokenKey(0, "01", "", self.other), TokenKey(1, "99", "", self.info))

        assert key_of(keys, self.info, "01").number == 1

    def test_is_the_one_of_its_identifier_when_the_token_does_not_tell(self) -> None:
        keys = (TokenKey(0, "01", "", self.other), TokenKey(1, "02", "", None), TokenKey(2, "03", "", None))

        assert key_of(keys, self.info, "03").number == 2

    @pytest.mark.parametrize(
        ("identifier", "public"), [("01", other), ("", None), ("02", None)],
        ids=["another key", "no identifier", "another identifier"],
    )
    def test_is_never_another(self, identifier: str, public: bytes | None) -> None:
        key = replace(TokenKey(0, "01" if identifier else "", "", None), public_key_info=public)

        with pytest.raises(TokenKeyAbsent):
            key_of((key,), self.info, identifier)
