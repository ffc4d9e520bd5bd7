"""A sandbox bank that speaks GOST TLS alone, with a real handshake; skipped where OpenSSL's engine is missing."""

import asyncio
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cli.up.free_port import free_port
from core.adapters.banks.bank_clients import TIMEOUT, BankClients
from core.adapters.banks.gost_tls import MISSING, is_gost_available
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.clock import FixedClock
from core.ports.bank_feed import BankError, BankInfo, BankTransport, TransportReport
from sandbox.config import SandboxConfig
from sandbox.gost_tls import CONFIGURATION
from sandbox.serve_in_thread import serving
from tests.core.adapters.banks.peer import SECRET, TEAM

ROOT = Path(__file__).resolve().parents[4]
CLIENT = Path(__file__).with_name("gost_client.py")
WITH_ENGINE = {**os.environ, "OPENSSL_CONF": str(CONFIGURATION), "PYTHONPATH": str(ROOT)}
GOST_BANK = BankInfo("sbank", "SBank", "https://127.0.0.1:1", BankTransport.GOST)


def _engine_is_missing() -> str | None:
    """Why GOST can't be tried here, or None."""
    openssl = shutil.which("openssl")
    if openssl is None:
        return "no openssl command"
    tried = subprocess.run([openssl, "engine", "gost"], env=WITH_ENGINE, capture_output=True, check=False)  # noqa: S603
    if tried.returncode != 0:
        return "OpenSSL's gost engine is not installed (sh infra/setup/system_packages.sh gost)"
    probe = "import sys; from core.adapters.banks.gost_tls import is_gost_available as i; sys.exit(not i())"
    python = subprocess.run([sys.executable, "-c", probe], env=WITH_ENGINE, capture_output=True, check=False)  # noqa: S603
    return None if python.returncode == 0 else "this Python's OpenSSL loads no engines"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What a client process with the engine saw of a bank process with the engine."""
    missing = _engine_is_missing()
    if missing is not None:
        pytest.skip(missing)
    folder, port = tmp_path_factory.mktemp("gost"), free_port()
    secret = "s3cret-for-gost"
    environment = {name: value for name, value in os.environ.items() if name != "OPENSSL_CONF"}
    environment |= {"SANDBOX_CLIENT_ID": "team", "SANDBOX_CLIENT_SECRET": secret}
    arguments = ["-m", "sandbox", "--code", "sbank", "--port", str(port), "--gost-tls", str(folder / "made")]
    bank = subprocess.Popen([sys.executable, *arguments], env=environment, cwd=ROOT)  # noqa: S603 - our own program
    try:
        deadline = time.monotonic() + 30
        while True:
            arguments = [sys.executable, str(CLIENT), f"https://127.0.0.1:{port}", str(folder / "made/ca.pem"), secret]
            done = subprocess.run(arguments, env=WITH_ENGINE, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
            assert done.returncode == 0, done.stderr
            told: dict[str, Any] = json.loads(done.stdout)
            if told["gost"][1]:
                break
            assert time.monotonic() < deadline, told
            assert bank.poll() is None, "the bank did not start"
            time.sleep(0.3)
        told["folder"] = sorted(path.name for path in (folder / "made").iterdir())
        yield told
    finally:
        bank.kill()
        bank.wait(timeout=10)


def test_a_handshake_with_gost_ciphers(seen: dict[str, Any]) -> None:
    assert seen["engine"] is True
    assert seen["gost"] == ["gost", True, "TLSv1.2", "GOST2012-KUZNYECHIK-KUZNYECHIKOMAC", None]


def test_a_person_is_read_over_gost(seen: dict[str, Any]) -> None:
    ids, rows = seen["read"]
    assert len(ids) == 2
    assert rows > 300


def test_that_bank_speaks_nothing_else(seen: dict[str, Any]) -> None:
    assert seen["plain"][:4] == ["plain", False, None, None]
    code, retryable, _ = seen["read plainly"]
    assert (code, retryable) == ("BANK_ERROR", True)


def test_its_authority_must_be_trusted(seen: dict[str, Any]) -> None:
    assert seen["untrusted"][1] is False
    assert "certificate is not trusted" in seen["untrusted"][4]
    assert "can't be reached" in seen["read untrusted"][2]
    assert {"ca.pem", "server.pem", "server.key"} <= set(seen["folder"])


def test_gost_is_never_spoken_without_tls(seen: dict[str, Any]) -> None:
    assert seen["no tls"][4] == "SBank is reached by GOST TLS, so its address must begin with https."


@pytest.mark.skipif(is_gost_available(), reason="this process has the engine")
async def test_without_the_engine_it_is_said_how_to_get_it() -> None:
    feed = OpenBankingRussiaFeed(TEAM, lambda _: SECRET, FixedClock(datetime(2026, 1, 1, tzinfo=UTC)))
    async with feed:
        report = await feed.test_transport(GOST_BANK)
        assert report == TransportReport(
            BankTransport.GOST, is_available=False, protocol=None, cipher=None, problem=MISSING
        )
        with pytest.raises(BankError, match="was started without OpenSSL's gost engine") as caught:
            await feed.products(GOST_BANK)
    assert (caught.value.code, caught.value.retryable) == ("GOST_UNAVAILABLE", False)


async def test_a_bank_without_tls_has_neither_protocol_nor_cipher() -> None:
    clients = OpenBankingRussiaFeed(TEAM, lambda _: SECRET, FixedClock(datetime(2026, 1, 1, tzinfo=UTC)))
    async with clients as feed:
        with serving(SandboxConfig("vbank", TEAM, SECRET)) as running:
            bank = BankInfo("vbank", "VBank", running.base_url)
            assert await feed.test_transport(bank) == TransportReport(
                BankTransport.PLAIN, is_available=True, protocol=None, cipher=None, problem=None
            )
            spoken = await feed.test_transport(replace(bank, base_url=running.base_url.replace("http:", "https:")))
            assert spoken.is_available is False
            assert spoken.problem is not None
            assert spoken.problem.startswith("VBank and we agree on no protocol and cipher")
        gone = await feed.test_transport(bank)
        assert gone.problem == "VBank can't be reached (ConnectionRefusedError)."
        odd = await feed.test_transport(replace(bank, base_url="ftp://bank"))
        assert odd.problem == "VBank can't be reached (KeyError)."


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    clients = BankClients(TIMEOUT)
    missing = BankInfo("vbank", "VBank", "https://bank", ca_file=str(tmp_path / "none.pem"))
    with pytest.raises(BankError, match="VBank's certificates can't be read: No such file or directory"):
        clients.client(missing)
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    with pytest.raises(BankError, match="VBank's certificates can't be read"):
        clients.client(replace(missing, ca_file=None, client_certificate=str(broken)))


async def test_banks_with_the_same_way_share_a_client() -> None:
    clients = BankClients(TIMEOUT)
    one, other = BankInfo("vbank", "VBank", "https://one"), BankInfo("abank", "ABank", "https://other")
    assert clients.client(one) is clients.client(other)
    assert clients.context(one).verify_mode is ssl.CERT_REQUIRED
    await clients.aclose()


async def test_our_own_certificate_is_shown_to_a_bank_that_wants_one(tmp_path: Path) -> None:
    """Over ordinary TLS, so that it runs everywhere: the same setting serves GOST."""
    ours, key, alone = (tmp_path / name for name in ("ours.pem", "key.pem", "certificate.pem"))
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl command")
    command = f"{openssl} req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=ours -addext subjectAltName=IP:127.0.0.1"
    subprocess.run([*command.split(), "-keyout", key, "-out", alone], check=True, capture_output=True)  # noqa: S603, ASYNC221 - openssl, once
    certificate = alone.read_text()
    ours.write_text(key.read_text() + certificate)
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    asking.load_cert_chain(ours)
    asking.load_verify_locations(cadata=certificate)
    asking.verify_mode = ssl.CERT_REQUIRED
    asking.maximum_version = ssl.TLSVersion.TLSv1_2  # in 1.3 a client learns of its refusal only when it reads
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=asking)
    port = server.sockets[0].getsockname()[1]
    bank = BankInfo("vbank", "VBank", f"https://127.0.0.1:{port}", ca_file=str(alone))
    feed = OpenBankingRussiaFeed(TEAM, lambda _: SECRET, FixedClock(datetime(2026, 1, 1, tzinfo=UTC)))
    async with feed, server:
        known = await feed.test_transport(replace(bank, client_certificate=str(ours)))
        unknown = await feed.test_transport(bank)
    assert (known.is_available, known.protocol, known.problem) == (True, "TLSv1.2", None)
    assert unknown.is_available is False
