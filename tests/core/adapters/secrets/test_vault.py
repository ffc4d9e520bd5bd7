"""How the Vault adapter takes Vault's answers; what Vault itself does is the contract suite's matter."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from core.adapters.secrets import vault as vault_module
from core.adapters.secrets.vault import AppRole, VaultSecrets
from core.ports.secrets import SecretMissingError, SecretNameError, SecretsUnavailableError

SECRET = {"data": {"data": {"value": "correct horse"}, "metadata": {"version": 1}}}


@dataclass
class Script:
    """Answers in turn, and what was asked: (path, token)."""

    answers: list[tuple[int, dict[str, Any]]]
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    monkeypatch.setattr(vault_module, "_BACKOFF_SECONDS", 0.0)
    script = Script([])

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.asked.append((self.path, self.headers.get("X-Vault-Token")))
            status, body = script.answers.pop(0)
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815  # named by http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    script.address = f"http://127.0.0.1:{server.server_port}"
    yield script
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_sealed_vault_is_waited_for(script: Script) -> None:
    script.answers = [(503, {"errors": ["Vault is sealed"]}), (503, {"errors": ["Vault is sealed"]}), (200, SECRET)]
    vault = VaultSecrets(script.address, "token-1")
    assert vault.read("database/password") == "correct horse"
    assert script.asked == [("/v1/secret/data/database/password", "token-1")] * 3
    vault.close()


def test_a_vault_that_stays_sealed_is_a_typed_error(script: Script) -> None:
    script.answers = [(503, {"errors": ["Vault is sealed"]})] * 4
    vault = VaultSecrets(script.address, "token-1")
    with pytest.raises(SecretsUnavailableError, match="Vault did not read secret 'a': Vault is sealed"):
        vault.read("a")
    assert len(script.asked) == 4
    vault.close()


def test_a_token_without_rights_is_a_typed_error(script: Script) -> None:
    script.answers = [(403, {"errors": ["permission denied"]})]
    vault = VaultSecrets(script.address, "token-1")
    with pytest.raises(SecretsUnavailableError, match="permission denied"):
        vault.read("a")
    vault.close()


def test_a_dead_vault_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_module, "_BACKOFF_SECONDS", 0.0)
    vault = VaultSecrets("http://127.0.0.1:9", "token-1")
    for attempt in (lambda: vault.read("a"), lambda: vault.sign("a", b"1"), lambda: vault.decrypt("a", "x", b"")):
        with pytest.raises(SecretsUnavailableError, match="refused"):
            attempt()
    vault.close()


def test_an_approle_signs_in_at_first_use_and_when_its_token_ran_out(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_TOKEN", "somebody-elses")
    script.answers = [
        (200, {"auth": {"client_token": "first"}}),
        (200, SECRET),
        (403, {"errors": ["permission denied"]}),
        (200, {"auth": {"client_token": "second"}}),
        (200, SECRET),
    ]
    vault = VaultSecrets(script.address, AppRole("role", "secret"))
    assert [vault.read("a"), vault.read("a")] == ["correct horse", "correct horse"]
    login, read = "/v1/auth/approle/login", "/v1/secret/data/a"
    assert script.asked == [(login, None), (read, "first"), (read, "first"), (login, None), (read, "second")]
    vault.close()


def test_an_approle_that_is_refused_is_a_typed_error(script: Script) -> None:
    script.answers = [(400, {"errors": ["invalid role or secret ID"]})]
    vault = VaultSecrets(script.address, AppRole("role", "secret"))
    with pytest.raises(SecretsUnavailableError, match="invalid role or secret ID"):
        vault.read("a")
    vault.close()


def test_a_value_that_another_process_wrote_first_is_taken(script: Script) -> None:
    script.answers = [(400, {"errors": ["check-and-set parameter did not match the current version"]}), (200, SECRET)]
    vault = VaultSecrets(script.address, "token-1")
    assert vault.write_once("database/password", "mine") == "correct horse"
    vault.close()


def test_a_secret_of_another_shape_is_missing(script: Script) -> None:
    script.answers = [(200, {"data": {"data": {"password": "1"}, "metadata": {}}})]
    vault = VaultSecrets(script.address, "token-1")
    with pytest.raises(SecretMissingError, match="no field 'value'"):
        vault.read("a")
    vault.close()


def test_a_key_that_binds_no_context_is_refused(script: Script) -> None:
    key = {"data": {"type": "aes256-gcm96", "derived": False, "keys": {"1": 1}, "min_decryption_version": 1}}
    script.answers = [(200, key), (200, key)]
    vault = VaultSecrets(script.address, "token-1")
    with pytest.raises(SecretNameError, match="can't bind a context"):
        vault.encrypt("bank-tokens", b"token", b"user-1")
    vault.close()
