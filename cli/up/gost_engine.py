"""OpenSSL's gost engine for the processes that talk to banks: it has to be named before they load OpenSSL."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cli.up.errors import ServiceStartError

CONFIGURATION: Final = Path(__file__).resolve().parents[2] / "infra" / "openssl" / "gost.cnf"
_PROBE: Final = (
    "import sys; from core.adapters.banks.gost_tls import is_gost_available; sys.exit(not is_gost_available())"
)


def gost_environment(banks: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """What to add to the environment: nothing where no bank asks for GOST or OpenSSL is configured already.

    Raises ServiceStartError where a bank asks for GOST and this Python's OpenSSL can't be made to speak it.
    """
    asking = [str(bank.get("name", bank.get("code"))) for bank in banks if bank.get("transport") == "gost"]
    if not asking:
        return {}
    added = {} if "OPENSSL_CONF" in os.environ else {"OPENSSL_CONF": str(CONFIGURATION)}
    if not _speaks_gost({**os.environ, **added}):
        raise ServiceStartError(
            f"{', '.join(asking)} asks for GOST TLS, which this Python's OpenSSL can't speak. "
            "Run `sh infra/setup/system_packages.sh gost`, or leave that bank out of SOLVENT_BANKS."
        )
    return added


def configured_banks(otherwise: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """The banks that SOLVENT_BANKS names, else the given ones. What is no list there the settings refuse later."""
    try:
        named = json.loads(os.environ["SOLVENT_BANKS"])
    except (KeyError, ValueError):
        return otherwise
    return [bank for bank in named if isinstance(bank, dict)] if isinstance(named, list) else otherwise


def _speaks_gost(environment: Mapping[str, str]) -> bool:
    """Asked of a fresh process of the same Python: a statically linked one has no engines, whatever is installed."""
    done = subprocess.run(  # noqa: S603 - our own Python and words
        [sys.executable, "-c", _PROBE], env=dict(environment), capture_output=True, timeout=60, check=False
    )
    return done.returncode == 0
