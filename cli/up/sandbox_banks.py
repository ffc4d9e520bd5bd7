"""The three sandbox banks of the demo: where they answer, and what secret each gave us."""

import os
import secrets as entropy
import sys
from collections.abc import Mapping
from typing import Final

from cli.up.data_folder import DataFolder
from cli.up.free_port import remembered_port
from cli.up.managed_process import ProcessPlan
from cli.up.readiness import HttpAnswers
from core.adapters.secrets.keystore import Keystore

NAMES: Final = {"vbank": "VBank", "abank": "ABank", "sbank": "SBank"}
TEAM: Final = "solvent"


class SandboxBanks:
    """Our own banks to talk to. Their client secrets are made on the first start and kept in the keystore."""

    def __init__(self, folder: DataFolder, store: Keystore) -> None:
        self._ports = {code: remembered_port(folder.run / f"{code}.port") for code in NAMES}
        self._secrets = {code: store.write_once(f"banks/{code}", entropy.token_urlsafe(24)) for code in NAMES}
        self._person_password = store.write_once("banks/person-password", entropy.token_urlsafe(9))

    def registry(self) -> list[dict[str, str]]:
        """The banks as settings name them."""
        return [{"code": code, "name": name, "base_url": self._url(code)} for code, name in NAMES.items()]

    def rates(self) -> dict[str, str]:
        """Settings for reading reference rates from the first of them: made up, as its books are."""
        first = self._url(next(iter(NAMES)))
        return {"SOLVENT_RATES__ECB_URL": f"{first}/rates/ecb", "SOLVENT_RATES__CBR_URL": f"{first}/rates/cbr"}

    def told(self) -> str:
        """Where they answer, and the password that opens their approval pages, in one line for people."""
        banks = "  ".join(f"{name} {self._url(code)}" for code, name in NAMES.items())
        return f"{banks}  password {self._person_password}"

    def plans(self) -> list[ProcessPlan]:
        """One process a bank."""
        return [self._plan(code, seed) for seed, code in enumerate(NAMES, start=1)]

    def _plan(self, code: str, seed: int) -> ProcessPlan:
        peers = [part for peer in NAMES if peer != code for part in ("--peer", f"{peer}={self._url(peer)}")]
        # Secrets go by the environment: arguments show in the list of processes.
        environment: Mapping[str, str] = {
            **os.environ,
            "SANDBOX_CLIENT_ID": TEAM,
            "SANDBOX_CLIENT_SECRET": self._secrets[code],
            "SANDBOX_PERSON_PASSWORD": self._person_password,
        }
        return ProcessPlan(
            name=code,
            argv=[
                sys.executable,
                "-m",
                "sandbox",
                "--code",
                code,
                "--port",
                str(self._ports[code]),
                "--bank-seed",
                str(seed),
                *peers,
            ],
            env=environment,
            ready=HttpAnswers(f"{self._url(code)}/sandbox/health"),
        )

    def _url(self, code: str) -> str:
        return f"http://127.0.0.1:{self._ports[code]}"
