"""`python -m sandbox --code vbank --port 8101`: one sandbox bank until Ctrl-C."""

import argparse
import logging
import os
import sys
from pathlib import Path

import uvicorn

from sandbox.app import create_app
from sandbox.break_answers import HideDeliberateFailures
from sandbox.config import BANK_NAMES, SandboxConfig
from sandbox.gost_tls import CONFIGURATION, GostMissingError, gost_certificates, serve_gost


def main(arguments: list[str] | None = None) -> int:
    """Serve one bank. Returns the exit code: 0 stopped, 2 bad arguments."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="An OpenBanking Russia v2.1 sandbox bank.")
    parser.add_argument("--code", required=True, choices=sorted(BANK_NAMES))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--client-id", default=os.environ.get("SANDBOX_CLIENT_ID"))
    parser.add_argument("--client-secret", default=os.environ.get("SANDBOX_CLIENT_SECRET"))
    parser.add_argument("--person-password", default=os.environ.get("SANDBOX_PERSON_PASSWORD"))
    parser.add_argument("--bank-seed", type=int, default=1, help="draws what is the bank's own, as account numbers")
    parser.add_argument("--life-seed", type=int, default=1, help="draws the people's lives; the same at all banks")
    parser.add_argument(
        "--peer", action="append", default=[], metavar="CODE=URL", help="another bank, for payments to it"
    )
    parser.add_argument(
        "--gost-tls",
        type=Path,
        metavar="FOLDER",
        help="serve https with GOST ciphers alone; the certificates are made in this folder",
    )
    given = parser.parse_args(arguments)
    if not given.client_id or not given.client_secret:
        parser.error(
            "a client id and secret are required: --client-id and --client-secret, or SANDBOX_CLIENT_ID and _SECRET"
        )
    config = SandboxConfig(
        code=given.code,
        client_id=given.client_id,
        client_secret=given.client_secret,
        bank_seed=given.bank_seed,
        life_seed=given.life_seed,
        person_password=given.person_password,
        peers=dict(peer.split("=", 1) for peer in given.peer if "=" in peer),
    )
    logging.getLogger("uvicorn.error").addFilter(HideDeliberateFailures())
    # No access log: callers must put the secret in the query of the token endpoint.
    if given.gost_tls is None:
        uvicorn.run(
            create_app(config), host=given.host, port=given.port, access_log=False, log_level="warning", ws="none"
        )
        return 0
    return _serve_gost(config, given)


def _serve_gost(config: SandboxConfig, given: argparse.Namespace) -> int:
    """OpenSSL is loaded by now. Where it was without the engine, the process starts itself again with it."""
    try:
        certificates = gost_certificates(given.gost_tls)
        if "OPENSSL_CONF" not in os.environ:
            os.execve(  # noqa: S606 - this very program
                sys.executable,
                [sys.executable, "-m", "sandbox", *sys.argv[1:]],
                {**os.environ, "OPENSSL_CONF": str(CONFIGURATION)},
            )
        serve_gost(create_app(config), given.host, given.port, certificates)
    except GostMissingError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command line's own words
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
