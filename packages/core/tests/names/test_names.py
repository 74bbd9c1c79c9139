"""Subject names: one order, one spelling, no surprises."""

import unicodedata

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from antin.der import object_identifier, sequence, set_of, utf8_string
from antin.errors import AntinError
from antin.keys import KeyKind, build_request
from antin.messages import message_of
from antin.names import (
    CountryUnknown,
    NameCharacterRefused,
    NameEmpty,
    NameMalformed,
    NameNotAllowed,
    NameTooDeep,
    NameTooLong,
    common_name,
    name_parts,
    shown,
    subject_name,
)
from antin_testkit.issued_certificates import private_key, signer

PATH = ["ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "VĂN PHÒNG"]
INVISIBLE = ["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]
VISIBLE = st.text(st.characters(codec="utf-8", exclude_categories=INVISIBLE), min_size=1, max_size=40)


def read_by_the_library(name: bytes) -> x509.Name:
    return x509.load_der_x509_csr(build_request(signer(KeyKind.P256, "somebody"), subject=name)).subject


class TestSubjectName:
    def test_stands_in_the_order_of_real_certificates(self) -> None:
        name = subject_name(common_name="Nguyễn Văn Ánh", organisation_path=PATH, locality="Kiên Giang")

        assert [part.label for part in name_parts(name)] == ["C", "L", "O", "OU", "OU", "CN"]
        assert shown(name) == f"C=VN, L=Kiên Giang, O={PATH[0]}, OU={PATH[1]}, OU={PATH[2]}, CN=Nguyễn Văn Ánh"

    def test_leaves_out_a_locality_that_is_not_given(self) -> None:
        name = subject_name(common_name="RootCA thử nghiệm", organisation_path=["Ấn Tín"])

        assert shown(name) == "C=VN, O=Ấn Tín, CN=RootCA thử nghiệm"

    def test_is_what_the_library_writes_from_the_same_parts(self) -> None:
        written = x509.Name([
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.LOCALITY_NAME, "Kiên Giang"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, PATH[0]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, PATH[1]),
            x509.NameAttribute(NameOID.COMMON_NAME, "Nguyễn Văn Ánh"),
        ]).public_bytes()

        name = subject_name(common_name="Nguyễn Văn Ánh", organisation_path=PATH[:2], locality="Kiên Giang")

        assert name == written

    def test_is_one_whichever_way_the_keyboard_composes_letters(self) -> None:
        composed, taken_apart = (
            subject_name(common_name=unicodedata.normalize(form, "Nguyễn Thị Ước"), organisation_path=PATH)
            for form in ("NFC", "NFD")
        )

        assert composed == taken_apart

    def test_is_one_whatever_spaces_were_pasted(self) -> None:
        tidy = subject_name(common_name="Nguyễn Văn Ánh", organisation_path=["Ấn Tín"])

        assert subject_name(common_name="  Nguyễn  Văn\u00a0Ánh ", organisation_path=["Ấn Tín"]) == tidy

    @pytest.mark.parametrize("text", ["", " ", "\u00a0"])
    def test_refuses_an_empty_part(self, text: str) -> None:
        with pytest.raises(NameEmpty):
            subject_name(common_name=text, organisation_path=PATH)
        with pytest.raises(NameEmpty):
            subject_name(common_name="Ánh", organisation_path=[text])

    def test_refuses_a_person_without_an_agency(self) -> None:
        with pytest.raises(NameEmpty):
            subject_name(common_name="Ánh", organisation_path=[])

    def test_allows_every_part_its_full_length_in_letters_not_octets(self) -> None:
        name = subject_name(common_name="ỗ" * 64, organisation_path=["Ậ" * 64, "ữ" * 64], locality="Ệ" * 128)

        assert common_name(name) == "ỗ" * 64

    @pytest.mark.parametrize("parts", [
        {"common_name": "ỗ" * 65}, {"organisation_path": ["a" * 65]}, {"organisation_path": ["a", "b" * 65]},
        {"locality": "a" * 129},
    ])
    def test_refuses_a_part_beyond_the_limits_of_x520(self, parts: dict[str, object]) -> None:
        with pytest.raises(NameTooLong) as caught:
            subject_name(**{"common_name": "Ánh", "organisation_path": PATH, **parts})  # type: ignore[arg-type]

        assert str(caught.value.fields["limit"]) in message_of(caught.value, "vi").text

    @pytest.mark.parametrize("character", [
        "\x00", "\n", "\t", "\x7f", "\u200b", "\u202e", "\u2066", "\ufeff", "\u2028", "\ud800", "\ue000", "\uffff",
    ])
    def test_refuses_what_nobody_can_see(self, character: str) -> None:
        with pytest.raises(NameCharacterRefused) as caught:
            subject_name(common_name=f"Ánh{character}", organisation_path=PATH)

        assert f"U+{ord(character):04X}" in message_of(caught.value, "vi").text

    @pytest.mark.parametrize("country", ["", "vn", "VNM", "V1", "ÝÝ", "VN\n"])
    def test_refuses_a_country_that_is_none(self, country: str) -> None:
        with pytest.raises(CountryUnknown):
            subject_name(common_name="Ánh", organisation_path=PATH, country=country)

    def test_refuses_endless_levels(self) -> None:
        with pytest.raises(NameTooDeep):
            subject_name(common_name="Ánh", organisation_path=["a"] * 9)


class TestShown:
    def test_escapes_what_would_look_like_another_part(self) -> None:
        name = subject_name(common_name="Ánh, O=Ban Cơ yếu", organisation_path=["A+B"])

        assert shown(name) == "C=VN, O=A\\+B, CN=Ánh\\, O\\=Ban Cơ yếu"

    def test_shows_hidden_characters_as_octets(self) -> None:
        # Given a name of somebody else's making, with a character that turns the text around
        part = sequence(object_identifier("2.5.4.3"), utf8_string("a\u202eb\x00"))

        assert shown(sequence(set_of(part))) == "CN=a\\E2\\80\\AEb\\00"

    def test_shows_spaces_at_the_ends(self) -> None:
        part = sequence(object_identifier("2.5.4.3"), utf8_string(" a "))

        assert shown(sequence(set_of(part))) == "CN=\\ a\\ "

    def test_shows_an_attribute_that_it_does_not_know(self) -> None:
        part = sequence(object_identifier("1.2.3.4"), b"\x02\x01\x05")

        assert shown(sequence(set_of(part))) == "06032a0304=\\#020105"

    @pytest.mark.parametrize("data", [
        b"", b"\x31\x00", b"\x30\x02\x31\x01", b"\x30\x02\x30\x00", b"\x30\x04\x31\x02\x30\x00",
        sequence(set_of(sequence(object_identifier("2.5.4.3"), b"\x0c\x01\xff"))),
    ])
    def test_says_when_it_is_given_no_name(self, data: bytes) -> None:
        with pytest.raises(NameMalformed):
            shown(data)

    def test_reads_the_old_string_types(self) -> None:
        value = "Hà Nội".encode("utf-16-be")
        part = sequence(object_identifier("2.5.4.7"), bytes((0x1E, len(value))) + value)

        assert shown(sequence(set_of(part))) == "L=Hà Nội"


@given(person=VISIBLE, path=st.lists(VISIBLE, min_size=1, max_size=4), place=st.none() | VISIBLE)
def test_every_name_that_is_allowed_reads_back_the_same_from_the_library(
    person: str, path: list[str], place: str | None,
) -> None:
    try:
        name = subject_name(common_name=person, organisation_path=path, locality=place or "")
    except NameNotAllowed:
        return

    read = read_by_the_library(name)

    assert read.public_bytes() == name
    assert [part.text for part in name_parts(name)] == [str(each.value) for each in read]
    for part in name_parts(name):
        assert part.text == unicodedata.normalize("NFC", part.text)


@given(texts=st.lists(st.text(max_size=80), min_size=1, max_size=3), person=st.text(max_size=80))
def test_no_text_leaks_a_foreign_error(texts: list[str], person: str) -> None:
    try:
        name = subject_name(common_name=person, organisation_path=texts, locality=person)
    except NameNotAllowed:
        return
    assert subject_name(
        common_name=common_name(name), organisation_path=[p.text for p in name_parts(name) if p.label in ("O", "OU")],
        locality=next(p.text for p in name_parts(name) if p.label == "L"),
    ) == name


@given(data=st.binary(max_size=80))
def test_no_bytes_leak_a_foreign_error(data: bytes) -> None:
    try:
        shown(data)
    except AntinError:
        return


def test_the_subject_of_a_library_certificate_can_be_shown() -> None:
    parts = {NameOID.COMMON_NAME: "Thử", NameOID.EMAIL_ADDRESS: "a@b.vn"}
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items()])
    request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(
        private_key(KeyKind.P256, "somebody"), hashes.SHA256(),
    )

    assert shown(request.subject.public_bytes()) == "CN=Thử, emailAddress=a@b.vn"
