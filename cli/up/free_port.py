import random
import socket
from pathlib import Path
from typing import Final

from cli.up.data_folder import write_private

HOST = "127.0.0.1"
OWN_PORTS: Final = range(20_000, 32_000)
"""Below what Linux (from 32768) and macOS (from 49152) give to outgoing connections: one of those may take a port that
the kernel chose between the choice and the server's start."""
TRIES: Final = 200
_given: Final[set[int]] = set()
"""By this process: what is asked for next, before a server has taken the first, is another one."""


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback interface now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # as servers do: connections that linger after a stop don't make the port taken
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of the loopback interface that nobody listens on, and no outgoing connection is given."""
    for candidate in random.sample(OWN_PORTS, TRIES):  # two that look at once rarely choose alike
        if candidate not in _given and is_free(candidate):
            _given.add(candidate)
            return candidate
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def remembered_port(memory: Path, wanted: int | None = None) -> int:
    """The port written in `memory` where it is still free, `wanted` before it; else a new one, which is remembered."""
    for candidate in (wanted, _read(memory)):
        if candidate is not None and is_free(candidate):
            break
    else:
        candidate = free_port()
    write_private(memory, f"{candidate}\n")
    return candidate


def _read(memory: Path) -> int | None:
    try:
        port = int(memory.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return port if 0 < port < 2**16 else None
