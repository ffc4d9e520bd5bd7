"""`python -m sandbox --code vbank --port 8101`: one sandbox bank until Ctrl-C."""

import argparse
import logging
import os
import sys

import uvicorn

from sandbox.app import create_app
from sandbox.break_answers import HideDeliberateFailures
from sandbox.config import BANK_NAMES, SandboxConfig


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
    uvicorn.run(create_app(config), host=given.host, port=given.port, access_log=False, log_level="warning", ws="none")
    return 0


if __name__ == "__main__":
    sys.exit(main())
