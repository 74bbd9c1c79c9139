"""A TPM in software as a token: a second brand, one that locks its PIN and has keys that ask for it each time.

swtpm is the chip, tpm2-abrmd its resource manager on a bus of its own, tpm2-pkcs11 the library; all on loopback and in
a folder, nothing of the machine is touched.
"""

import os
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

MODULE = next(Path("/usr/lib").glob("*-linux-gnu/libtpm2_pkcs11.so.1"), Path("libtpm2_pkcs11.so.1"))
PIN, OFFICER_PIN, LABEL = "246810", "13579111", "TPM"
_TRIES = 200


class SoftTpm:
    """A token of one TPM; whoever has `environment` sees it."""

    def __init__(self, folder: Path, bus: str, chip: "subprocess.Popen[bytes]") -> None:
        self.folder, self.chip = folder, chip
        tcti = "tabrmd:bus_type=session"
        self.environment = {
            "DBUS_SESSION_BUS_ADDRESS": bus, "TPM2_PKCS11_TCTI": tcti, "TPM2TOOLS_TCTI": tcti,
            "TPM2_PKCS11_STORE": str(folder), "TSS2_LOG": "all+NONE", "TPM2_PKCS11_LOG_LEVEL": "0",
        }

    def set_up(self) -> None:
        self.tool("init")
        self.tool("addtoken", "--pid", "1", "--sopin", OFFICER_PIN, "--userpin", PIN, "--label", LABEL)

    def new_key(self, algorithm: str, *options: str) -> None:
        """algorithm: of tpm2_ptool, such as rsa2048, ecc256."""
        self.tool(
            "addkey", "--algorithm", algorithm, "--label", LABEL, "--userpin", PIN, "--key-label", algorithm, *options,
        )

    def store(self, certificate_pem: bytes, algorithm: str) -> None:
        """The certificate of the key of that algorithm."""
        (self.folder / "own.pem").write_bytes(certificate_pem)
        self.tool("addcert", "--label", LABEL, "--key-label", algorithm, str(self.folder / "own.pem"))

    def tool(self, deed: str, *arguments: str) -> None:
        command = ["tpm2_ptool", deed, "--path", str(self.folder), *arguments]
        done = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def soft_tpm(folder: Path) -> Iterator[SoftTpm]:
    """A chip with an empty token, switched off at the end."""
    store, state = folder / "store", folder / "state"
    store.mkdir(parents=True)
    state.mkdir()
    processes: list[subprocess.Popen[bytes]] = []
    try:
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        processes.append(bus)
        address = _line(bus.stdout)
        port = _two_free_ports()
        chip = subprocess.Popen([
            "swtpm", "socket", "--tpm2", "--tpmstate", f"dir={state}", "--flags", "not-need-init,startup-clear",
            "--server", f"type=tcp,port={port},bindaddr=127.0.0.1",
            "--ctrl", f"type=tcp,port={port + 1},bindaddr=127.0.0.1",
        ], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        processes.append(chip)
        _until(lambda: _listens(port + 1), chip)
        manager = subprocess.Popen(
            ["tpm2-abrmd", "--session", "--allow-root", "--tcti", f"swtpm:host=127.0.0.1,port={port}"],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        processes.append(manager)
        _until(lambda: _has_owner(address, "com.intel.tss2.Tabrmd"), manager)
        token = SoftTpm(store, address, chip)
        token.set_up()
        yield token
    finally:
        for each in reversed(processes):
            each.kill()
            each.communicate()


def _line(stream: IO[bytes] | None) -> str:
    assert stream is not None
    return stream.readline().decode().strip()


def _until(holds: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    for _ in range(_TRIES):
        if holds():
            return
        assert process.poll() is None, process.args
        time.sleep(0.05)
    raise AssertionError(process.args)


def _two_free_ports() -> int:
    """A port that is free together with the next one: swtpm's programs expect them side by side."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def _has_owner(address: str, name: str) -> bool:
    done = subprocess.run([
        "dbus-send", f"--bus={address}", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner", f"string:{name}",
    ], capture_output=True, text=True, timeout=30, check=False)
    return bool(re.search(r"boolean true", done.stdout))
