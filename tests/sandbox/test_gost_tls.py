import os
import shutil
import subprocess
from pathlib import Path

import pytest

from sandbox.gost_tls import CONFIGURATION, GostMissingError, gost_certificates


def _has_engine() -> bool:
    openssl = shutil.which("openssl")
    environment = {**os.environ, "OPENSSL_CONF": str(CONFIGURATION)}
    return openssl is not None and (
        subprocess.run([openssl, "engine", "gost"], env=environment, capture_output=True, check=False).returncode == 0  # noqa: S603
    )


@pytest.mark.skipif(not _has_engine(), reason="OpenSSL's gost engine is not installed")
def test_certificates_are_made_once_and_keys_are_private(tmp_path: Path) -> None:
    made = gost_certificates(tmp_path / "tls")
    before = made.server.read_bytes()
    assert gost_certificates(tmp_path / "tls") == made
    assert made.server.read_bytes() == before
    assert {path.name: path.stat().st_mode & 0o777 for path in made.key.parent.glob("*.key")} == {
        "ca.key": 0o600,
        "server.key": 0o600,
    }
    assert made.key.parent.stat().st_mode & 0o777 == 0o700
    openssl = shutil.which("openssl")
    assert openssl is not None
    shown = subprocess.run(  # noqa: S603 - openssl on our own file
        [openssl, "x509", "-in", str(made.server), "-noout", "-text"],
        env={**os.environ, "OPENSSL_CONF": str(CONFIGURATION)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "GOST R 34.10-2012 with 256 bit modulus" in shown
    assert "IP Address:127.0.0.1" in shown


def test_without_openssl_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(GostMissingError, match="the openssl command is not there"):
        gost_certificates(tmp_path / "tls")


def test_an_openssl_without_the_engine_says_so_and_leaves_no_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "openssl"
    fake.write_text("#!/bin/sh\necho 'no such engine' >&2\nexit 1\n")
    fake.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(fake))
    with pytest.raises(GostMissingError, match="openssl genpkey failed: no such engine"):
        gost_certificates(tmp_path / "tls")
    assert not (tmp_path / "tls" / "server.pem").exists()
