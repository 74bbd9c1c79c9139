"""Approvals both ways: openssl verifies ours; ours accepts what openssl makes of the order's bytes."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from antin.orders import ApprovalNotGenuine, OrderKind, approve, canonical_bytes, read_approval
from antin_testkit.key_holders import KEY_HOLDERS, KeyHolder
from antin_testkit.orders import order_of

ORDER = canonical_bytes(order_of(OrderKind.ISSUE))
AT = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
HOLDERS = [name for name in sorted(KEY_HOLDERS) if name.endswith("sha256")]


def openssl(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *map(str, arguments)], capture_output=True, timeout=60)


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    (tmp_path / "order.json").write_bytes(ORDER)
    return tmp_path


def keep(holder: KeyHolder, folder: Path) -> None:
    (folder / "certificate.pem").write_bytes(holder.certificate_pem)
    (folder / "key.pem").write_bytes(holder.key_pem)


def verified(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    return openssl(
        "cms", "-verify", "-inform", "DER", "-in", folder / "approval.p7s", "-content", folder / "order.json",
        "-CAfile", folder / "certificate.pem", "-purpose", "any", "-no_check_time", *options,
    )


def signed(folder: Path, *options: str) -> bytes:
    done = openssl(
        "cms", "-sign", "-in", folder / "order.json", "-signer", folder / "certificate.pem",
        "-inkey", folder / "key.pem", "-outform", "DER", "-out", folder / "approval.p7s", *options,
    )
    assert done.returncode == 0, done.stderr
    return (folder / "approval.p7s").read_bytes()


@pytest.mark.parametrize("name", HOLDERS)
class TestOurApproval:
    @pytest.mark.parametrize("options", [(), ("-binary",), ("-binary", "-cades")])
    def test_is_verified_by_openssl(self, name: str, options: tuple[str, ...], folder: Path) -> None:
        holder = KEY_HOLDERS[name]
        keep(holder, folder)
        approval = approve(ORDER, signer=holder, certificate=holder.certificate, at=AT)
        (folder / "approval.p7s").write_bytes(approval)

        done = verified(folder, *options)

        assert done.returncode == 0, done.stderr
        assert done.stdout == ORDER

    def test_is_refused_by_openssl_for_another_order(self, name: str, folder: Path) -> None:
        holder = KEY_HOLDERS[name]
        keep(holder, folder)
        approval = approve(ORDER, signer=holder, certificate=holder.certificate, at=AT)
        (folder / "approval.p7s").write_bytes(approval)
        (folder / "order.json").write_bytes(ORDER.replace(b"1825", b"1826"))

        assert verified(folder, "-binary").returncode != 0


class TestAnApprovalOfOpenssl:
    @pytest.mark.parametrize("options", [(), ("-binary",), ("-binary", "-cades"), ("-keyid",), ("-md", "sha256")])
    @pytest.mark.parametrize("name", ["pkcs1-sha256", "ecdsa-sha256"])
    def test_is_believed(self, name: str, options: tuple[str, ...], folder: Path) -> None:
        keep(KEY_HOLDERS[name], folder)

        approval = read_approval(signed(folder, *options), ORDER)

        assert approval.certificate == KEY_HOLDERS[name].certificate
        assert abs((datetime.now(UTC) - approval.signing_time).total_seconds()) < 120

    def test_with_pss_is_believed(self, folder: Path) -> None:
        keep(KEY_HOLDERS["pss-sha256"], folder)

        assert read_approval(signed(folder, "-keyopt", "rsa_padding_mode:pss"), ORDER)

    @pytest.mark.parametrize("options", [("-noattr",), ("-nodetach",), ("-md", "sha1"), ("-md", "sha512")])
    def test_in_another_form_is_not_believed(self, options: tuple[str, ...], folder: Path) -> None:
        keep(KEY_HOLDERS["pkcs1-sha256"], folder)

        with pytest.raises(ApprovalNotGenuine):
            read_approval(signed(folder, *options), ORDER)
