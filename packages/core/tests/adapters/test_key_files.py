"""Key files are opened from anybody, and made with strong encryption only."""

import unicodedata

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from antin import oids
from antin.adapters.key_files import (
    KeyCertificateMismatch,
    KeyFile,
    KeyFileUnreadable,
    PassphraseMissing,
    PassphraseWrong,
    encrypted_pem,
    pkcs12_file,
    read_key_file,
)
from antin.adapters.key_files.reading import MAX_FILE_OCTETS
from antin.adapters.key_files.work import MAX_ITERATIONS, check_work
from antin.adapters.key_files.writing import ROUNDS
from antin.der import integer, object_identifier, octet_string, sequence
from antin.keys import KeyKind, PrivateKey, public_key_info
from antin.messages import message_of
from antin_testkit.issued_certificates import hierarchy, private_key

PASSPHRASE = "Mật khẩu 9 chữ số 😀"
KEY = private_key(KeyKind.P256, "person")
CERTIFICATE = hierarchy().issued("person")
LOADED = x509.load_der_x509_certificate(CERTIFICATE)
CHAIN = (hierarchy().certificate, hierarchy().root)
MADE = pkcs12_file(KEY, CERTIFICATE, CHAIN, PASSPHRASE, "Nguyễn Văn Ánh")
MADE_PEM = encrypted_pem(KEY, PASSPHRASE)


def pem(key: PrivateKey, encryption: KeySerializationEncryption, form: PrivateFormat = PrivateFormat.PKCS8) -> bytes:
    return key.private_bytes(Encoding.PEM, form, encryption)


def certificate_pem(*certificates: bytes) -> bytes:
    return b"".join(x509.load_der_x509_certificate(each).public_bytes(Encoding.PEM) for each in certificates)


def block(label: str, body: str) -> bytes:
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----\n".encode()


def is_key(opened: KeyFile, key: PrivateKey = KEY) -> bool:
    return public_key_info(opened.private_key) == public_key_info(key)


class TestPkcs12File:
    def test_opens_again_with_key_certificate_and_chain(self) -> None:
        opened = read_key_file(MADE, PASSPHRASE)

        assert is_key(opened)
        assert (opened.certificate, opened.chain) == (CERTIFICATE, CHAIN)

    def test_opens_for_a_keyboard_that_takes_letters_apart(self) -> None:
        assert is_key(read_key_file(MADE, unicodedata.normalize("NFD", PASSPHRASE)))

    def test_is_as_hard_to_guess_by_its_mac_as_by_its_encryption(self) -> None:
        # Both the derivations of PBKDF2 and the MAC state ROUNDS; nothing states fewer
        assert MADE.count(integer(ROUNDS)) == 3
        assert integer(2048) not in MADE
        assert MADE.count(object_identifier(oids.AES_256_CBC)) == 2
        assert MADE.count(object_identifier(oids.HMAC_WITH_SHA256)) == 2
        assert object_identifier(oids.SHA1) not in MADE

    def test_is_another_file_each_time(self) -> None:
        assert pkcs12_file(KEY, CERTIFICATE, (), PASSPHRASE, "") != pkcs12_file(KEY, CERTIFICATE, (), PASSPHRASE, "")

    def test_refuses_a_certificate_of_another_key(self) -> None:
        with pytest.raises(KeyCertificateMismatch):
            pkcs12_file(private_key(KeyKind.P256, "somebody"), CERTIFICATE, (), PASSPHRASE, "")

    def test_refuses_what_is_no_certificate(self) -> None:
        with pytest.raises(KeyFileUnreadable):
            pkcs12_file(KEY, b"khong phai", (), PASSPHRASE, "")
        with pytest.raises(KeyFileUnreadable):
            pkcs12_file(KEY, CERTIFICATE, (b"khong phai",), PASSPHRASE, "")

    def test_is_never_made_without_a_passphrase(self) -> None:
        with pytest.raises(PassphraseMissing):
            pkcs12_file(KEY, CERTIFICATE, (), "", "")


class TestEncryptedPem:
    @pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA_2048])
    def test_opens_again(self, kind: KeyKind) -> None:
        key = private_key(kind, "person")

        opened = read_key_file(encrypted_pem(key, PASSPHRASE), PASSPHRASE)

        assert is_key(opened, key)
        assert (opened.certificate, opened.chain) == (None, ())

    def test_is_never_made_without_a_passphrase(self) -> None:
        with pytest.raises(PassphraseMissing):
            encrypted_pem(KEY, "")

    def test_is_plain_text_of_one_block(self) -> None:
        lines = MADE_PEM.decode("ascii").splitlines()

        assert lines[0] == "-----BEGIN ENCRYPTED PRIVATE KEY-----"
        assert lines[-1] == "-----END ENCRYPTED PRIVATE KEY-----"
        assert all(len(line) <= 64 for line in lines)


class TestReadKeyFile:
    @pytest.mark.parametrize("passphrase", ["sai", PASSPHRASE + " ", PASSPHRASE.upper()])
    @pytest.mark.parametrize("data", [MADE, MADE_PEM], ids=["pkcs12", "pem"])
    def test_says_when_the_passphrase_is_wrong(self, data: bytes, passphrase: str) -> None:
        with pytest.raises(PassphraseWrong) as caught:
            read_key_file(data, passphrase)

        assert passphrase not in repr(caught.value) and message_of(caught.value, "vi").hint

    @pytest.mark.parametrize("passphrase", [None, ""])
    @pytest.mark.parametrize("data", [MADE, MADE_PEM], ids=["pkcs12", "pem"])
    def test_says_when_a_passphrase_is_needed(self, data: bytes, passphrase: str | None) -> None:
        with pytest.raises(PassphraseMissing):
            read_key_file(data, passphrase)

    @pytest.mark.parametrize("form", [PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL])
    @pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.RSA_2048])
    @pytest.mark.parametrize("passphrase", [None, "x"])
    def test_opens_pem_of_other_programs(self, form: PrivateFormat, kind: KeyKind, passphrase: str | None) -> None:
        key = private_key(kind, "person")
        encryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()

        assert is_key(read_key_file(pem(key, encryption, form), passphrase), key)

    def test_ignores_a_passphrase_that_is_not_needed(self) -> None:
        assert is_key(read_key_file(pem(KEY, NoEncryption()), "thừa"))

    def test_opens_an_unencrypted_pkcs12(self) -> None:
        data = pkcs12.serialize_key_and_certificates(None, KEY, None, None, NoEncryption())

        assert is_key(read_key_file(data, None))

    def test_opens_a_file_whose_passphrase_was_not_normalised(self) -> None:
        decomposed = unicodedata.normalize("NFD", PASSPHRASE)

        assert is_key(read_key_file(pem(KEY, BestAvailableEncryption(decomposed.encode())), decomposed))

    def test_sorts_the_chain_from_the_certificate_upwards(self) -> None:
        stranger = hierarchy(KeyKind.RSA_2048).root
        data = certificate_pem(hierarchy().root, stranger, CERTIFICATE, hierarchy().certificate)

        opened = read_key_file(data + pem(KEY, NoEncryption()), None)

        assert opened.certificate == CERTIFICATE
        assert opened.chain == (*CHAIN, stranger)

    def test_takes_no_certificate_of_another_key_for_the_key_s_own(self) -> None:
        somebody = pem(private_key(KeyKind.P256, "somebody"), NoEncryption())

        opened = read_key_file(somebody + certificate_pem(CERTIFICATE), None)

        assert (opened.certificate, opened.chain) == (None, (CERTIFICATE,))

    def test_does_not_show_the_key(self) -> None:
        assert "private" not in repr(read_key_file(MADE, PASSPHRASE))

    @pytest.mark.parametrize(("reason", "data"), [
        ("structure", b""), ("structure", b"khong phai"), ("PKCS#12", b"\x30\x03\x02\x01\x03"),
        ("size", b"0" * (MAX_FILE_OCTETS + 1)), ("structure", MADE[:-1]),
        ("no key", certificate_pem(CERTIFICATE)), ("several keys", pem(KEY, NoEncryption()) * 2),
        ("no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n"), ("key", block("PRIVATE KEY", "AAAA")),
        ("base64", pem(KEY, NoEncryption()) + block("CERTIFICATE", "?")),
        ("certificate", pem(KEY, NoEncryption()) + block("CERTIFICATE", "AAAA")),
        ("no key", pkcs12.serialize_key_and_certificates(None, None, LOADED, None, NoEncryption())),
    ])
    def test_says_why_it_cannot_open(self, reason: str, data: bytes) -> None:
        with pytest.raises(KeyFileUnreadable) as caught:
            read_key_file(data, None)

        assert caught.value.fields["reason"] == reason

    @pytest.mark.parametrize("key", [
        ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256K1()),
    ], ids=["ed25519", "secp256k1"])
    def test_opens_no_key_that_we_cannot_use(self, key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> None:
        with pytest.raises(KeyFileUnreadable) as caught:
            read_key_file(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), None)

        assert caught.value.fields["reason"] == "key kind"

    def test_opens_rsa_keys_of_4096_bits(self) -> None:
        key = rsa.generate_private_key(65537, 4096)

        assert is_key(read_key_file(pem(key, NoEncryption()), None), key)


class TestCheckWork:
    def salted(self, *numbers: int) -> bytes:
        return sequence(octet_string(b"salt"), *(integer(number) for number in numbers))

    def test_refuses_a_file_that_asks_for_years_before_it_is_opened(self) -> None:
        years = MADE.replace(integer(ROUNDS), integer(0x7FFFFF))

        with pytest.raises(KeyFileUnreadable) as caught:
            read_key_file(years, PASSPHRASE)

        assert caught.value.fields["reason"] == "iterations"

    def test_adds_up_what_stands_in_many_places(self) -> None:
        check_work(sequence(*[self.salted(MAX_ITERATIONS // 2)] * 2))
        with pytest.raises(KeyFileUnreadable):
            check_work(sequence(*[self.salted(MAX_ITERATIONS // 2)] * 3))

    def test_looks_inside_octet_strings(self) -> None:
        with pytest.raises(KeyFileUnreadable):
            check_work(sequence(octet_string(sequence(octet_string(self.salted(MAX_ITERATIONS + 1))))))

    def test_weighs_scrypt_by_its_memory(self) -> None:
        check_work(self.salted(2**14, 8, 1))
        with pytest.raises(KeyFileUnreadable):
            check_work(self.salted(2**20, 8, 1))

    def test_does_not_go_down_forever(self) -> None:
        nested = self.salted(1)
        for _ in range(60):
            nested = sequence(nested)

        with pytest.raises(KeyFileUnreadable) as caught:
            check_work(nested)

        assert caught.value.fields["reason"] == "depth"

    @given(octets=st.binary(max_size=300))
    def test_takes_encrypted_octets_for_what_they_are(self, octets: bytes) -> None:
        check_work(sequence(octet_string(b"\x30" + octets), octet_string(b"\x30\x80" + octets)))


PLAIN = pkcs12.serialize_key_and_certificates(None, KEY, LOADED, None, NoEncryption())


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_change_of_a_file_leaks_a_foreign_error(data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([PLAIN, pem(KEY, NoEncryption()) + certificate_pem(CERTIFICATE)]))
    place = data.draw(st.integers(0, len(original) - 1))
    changed = original[:place] + data.draw(st.binary(max_size=3)) + original[place + 1 :]

    try:
        read_key_file(changed, data.draw(st.sampled_from([None, "x"])))
    except (KeyFileUnreadable, PassphraseWrong):
        return


@given(data=st.binary(max_size=200), passphrase=st.none() | st.text(max_size=10))
def test_no_bytes_leak_a_foreign_error(data: bytes, passphrase: str | None) -> None:
    with pytest.raises((KeyFileUnreadable, PassphraseWrong)):
        read_key_file(data, passphrase)
