"""Tokens through PKCS#11: SoftHSM in a folder of its own, filled by softhsm2-util and pkcs11-tool."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from antin.adapters.tokens import (
    PinFinalTry,
    PinLocked,
    PinState,
    PinWrong,
    Token,
    TokenMechanismUnsupported,
    TokenModule,
    TokenModuleUnusable,
    TokenRemoved,
    TokenSignatureWrong,
    TokenSigner,
    TokenTimedOut,
    TokenWorkerDied,
    key_of,
    modules_found,
)
from antin.adapters.tokens.model import Contents
from antin.keys import algorithm_for, check_signature, public_key_thumbprint
from antin_testkit.paths import Authority
from antin_testkit.soft_tokens import MODULE, PIN, SoftTokens, certificate_for

KINDS = {"01": "rsa:2048", "02": "EC:prime256v1", "03": "EC:secp384r1"}  # the last one made elsewhere
WAYS = ({}, {"pss": True}, {"digest_name": "sha512"}, {"pss": True, "digest_name": "sha384"})


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> SoftTokens:
    return SoftTokens(tmp_path_factory.mktemp("softhsm"))


@pytest.fixture(scope="module")
def public_keys(shelf: SoftTokens) -> dict[str, bytes]:
    """A token with a key and a certificate of each kind, and the CA's certificate."""
    token, root = shelf.token("Nguyễn Thị Ánh"), Authority("CA gốc thử nghiệm")
    infos = {each: token.new_key(each, KINDS[each], "--usage-sign") for each in ("01", "02")}
    infos["03"] = token.take_key("03", ec.generate_private_key(ec.SECP384R1()))
    for identifier, info in infos.items():
        token.store(certificate_for(root, info, f"Nguyễn Thị Ánh {identifier}"), identifier)
    token.store(root.certificate, "aa")
    return infos


@pytest.fixture()
def module(shelf: SoftTokens, public_keys: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> Iterator[TokenModule]:
    for name, value in shelf.environment.items():
        monkeypatch.setenv(name, value)
    with TokenModule(MODULE) as opened:
        yield opened


def token_of(module: TokenModule) -> Token:
    (token,) = module.tokens()
    return token


def signer_of(
    module: TokenModule, info: bytes, identifier: str, *, mechanisms: frozenset[int] | None = None, **how: object,
) -> TokenSigner:
    token = token_of(module)
    contents = module.contents(token)
    key = key_of(module.login(token, PIN), info, identifier)
    return TokenSigner(
        module, key, contents if mechanisms is None else Contents((), mechanisms), public_key_info=info,
        algorithm=algorithm_for(info, **how),  # type: ignore[arg-type]  # handed on
    )


class TestAModule:
    def test_is_found_where_the_system_puts_it(self) -> None:
        found = {each.vendor: each.path.resolve() for each in modules_found(os.environ)}

        assert found["SoftHSM"] == MODULE.resolve()
        assert found["OpenSC"].name == "opensc-pkcs11.so"
        assert len(found) == len(set(found.values()))

    def test_says_who_made_it(self, module: TokenModule) -> None:
        assert (module.info.manufacturer, module.info.version) == ("SoftHSM", "2.6")

    def test_that_is_another_library_is_refused(self) -> None:
        with pytest.raises(TokenModuleUnusable):
            TokenModule(next(Path("/usr/lib").glob("*-linux-gnu/libz.so.1")))

    def test_is_gone_from_the_machine_when_closed(self, module: TokenModule) -> None:
        worker = module.process._process

        module.close()

        assert worker.returncode == 0


class TestAToken:
    def test_shows_its_name_and_certificates_without_the_pin(
        self, module: TokenModule, public_keys: dict[str, bytes],
    ) -> None:
        token = token_of(module)

        shown = {each.identifier: each.has_key for each in module.contents(token).certificates}

        assert (token.label, token.pin.name) == ("Nguyễn Thị Ánh", "good")
        assert shown == {**dict.fromkeys(KINDS, True), "aa": False}

    def test_tells_that_a_wrong_pin_was_given_until_the_right_one_is(self, module: TokenModule) -> None:
        with pytest.raises(PinWrong):
            module.login(token_of(module), "000000")
        assert token_of(module).pin.name == "count_low"

        module.login(token_of(module), PIN)

        assert token_of(module).pin.name == "good"

    def test_that_is_locked_is_not_even_asked(self, module: TokenModule) -> None:
        token = token_of(module)
        locked = Token(token.slot, "", "", "", "", PinState(is_locked=True))

        with pytest.raises(PinLocked):
            module.login(locked, "000000")

        assert token_of(module).pin.name == "good"

    def test_on_its_last_try_takes_no_pin_from_a_file(self, module: TokenModule) -> None:
        token = token_of(module)
        last = Token(token.slot, "", "", "", "", PinState(is_final_try=True))

        with pytest.raises(PinFinalTry):
            module.login(last, "000000", is_typed=False)

        assert token_of(module).pin.name == "good"

    def test_tells_the_public_half_of_its_keys(self, module: TokenModule, public_keys: dict[str, bytes]) -> None:
        keys = module.login(token_of(module), PIN)

        told = {each.identifier: public_key_thumbprint(each.public_key_info or b"") for each in keys}

        assert told == {identifier: public_key_thumbprint(info) for identifier, info in public_keys.items()}


    def test_gives_its_pin_to_no_list_of_processes(self, module: TokenModule) -> None:
        module.login(token_of(module), PIN)

        worker = Path(f"/proc/{module.process._process.pid}")
        assert all(PIN.encode() not in (worker / each).read_bytes() for each in ("cmdline", "environ"))


class TestSigning:
    @pytest.mark.parametrize("identifier", KINDS)
    @pytest.mark.parametrize("how", WAYS)
    def test_gives_values_that_verify(
        self, module: TokenModule, public_keys: dict[str, bytes], identifier: str, how: dict[str, object],
    ) -> None:
        info = public_keys[identifier]
        signer = signer_of(module, info, identifier, **how)

        values = [signer.sign(data) for data in (b"", b"data", b"x" * 100_000)]

        for value, data in zip(values, (b"", b"data", b"x" * 100_000), strict=True):
            check_signature(info, algorithm=signer.algorithm, signature=value, data=data)

    @pytest.mark.parametrize(("how", "offered"), [({}, 0x1), ({"pss": True}, 0xD)])
    def test_works_where_the_token_only_pads(
        self, module: TokenModule, public_keys: dict[str, bytes], how: dict[str, object], offered: int,
    ) -> None:
        info = public_keys["01"]

        signer = signer_of(module, info, "01", mechanisms=frozenset({offered}), **how)

        check_signature(info, algorithm=signer.algorithm, signature=signer.sign(b"data"), data=b"data")

    def test_goes_on_with_what_the_token_really_can(
        self, module: TokenModule, public_keys: dict[str, bytes],
    ) -> None:
        # SoftHSM has CKM_ECDSA and not CKM_ECDSA_SHA256: a token that lists more than it does.
        info = public_keys["02"]

        with pytest.raises(TokenMechanismUnsupported):
            signer_of(module, info, "02", mechanisms=frozenset({0x1044})).sign(b"data")

    def test_by_another_key_than_the_certificate_says_is_refused(
        self, module: TokenModule, public_keys: dict[str, bytes],
    ) -> None:
        token = token_of(module)
        contents, keys = module.contents(token), module.login(token, PIN)
        wrong = next(each for each in keys if each.identifier == "02")
        info = public_keys["03"]

        with pytest.raises(TokenSignatureWrong):
            TokenSigner(
                module, wrong, contents, public_key_info=info, algorithm=algorithm_for(info),
            ).sign(b"data")


class TestTrouble:
    def test_of_a_worker_that_crashes_is_an_error_and_stays_one(
        self, module: TokenModule, public_keys: dict[str, bytes],
    ) -> None:
        signer = signer_of(module, public_keys["01"], "01")
        signer.sign(b"data")
        os.kill(module.process._process.pid, signal.SIGSEGV)

        for _ in range(2):
            with pytest.raises(TokenWorkerDied) as raised:
                signer.sign(b"data")

        assert raised.value.fields == {"path": MODULE, "exit_code": -signal.SIGSEGV}

    def test_of_a_worker_that_hangs_ends_in_time(self, module: TokenModule) -> None:
        os.kill(module.process._process.pid, signal.SIGSTOP)
        began = time.monotonic()

        with pytest.raises(TokenTimedOut):
            module.process.ask("tokens", within_s=0.5)

        assert time.monotonic() - began < 10
        assert module.process._process.poll() is not None

    def test_of_a_token_that_is_gone_is_told_as_such_and_nothing_is_tried_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        shelf = SoftTokens(tmp_path / "hsm")
        info = shelf.token("sẽ mất").new_key("01", "EC:prime256v1", "--usage-sign")
        monkeypatch.setenv("SOFTHSM2_CONF", str(shelf.config))
        with TokenModule(MODULE) as module:
            signer = signer_of(module, info, "01")
            signer.sign(b"data")
            for each in sorted(shelf.tokens.rglob("*"), reverse=True):
                each.rmdir() if each.is_dir() else each.unlink()

            for _ in range(2):
                with pytest.raises(TokenRemoved):
                    signer.sign(b"data")

    def test_of_many_askers_at_once_is_none(self, module: TokenModule, public_keys: dict[str, bytes]) -> None:
        info = public_keys["02"]
        signer, values = signer_of(module, info, "02"), list[bytes]()
        threads = [
            threading.Thread(target=lambda: values.extend(signer.sign(b"data") for _ in range(20))) for _ in range(4)
        ]

        for each in threads:
            each.start()
        for each in threads:
            each.join()

        assert len(values) == 80
        for each in values:
            check_signature(info, algorithm=signer.algorithm, signature=each, data=b"data")
