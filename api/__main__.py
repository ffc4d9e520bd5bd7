"""`python -m api`: serve the API with uvicorn."""

import argparse
import sys

# structlog takes rich along wherever it is installed, 5 MB for coloured tracebacks that a server never draws.
sys.modules["rich"] = None  # type: ignore[assignment]  # what makes an import fail

import uvicorn  # noqa: E402 after that line

from api.http.server_options import SERVER_OPTIONS  # noqa: E402 as above


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m api", description="Serve the Solvent API.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1)
    chosen = parser.parse_args()
    uvicorn.run(
        "api.app:from_environment",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        workers=chosen.processes,
        timeout_graceful_shutdown=10,
        **SERVER_OPTIONS,
    )


if __name__ == "__main__":
    main()
