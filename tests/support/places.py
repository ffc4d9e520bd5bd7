"""A database of places with one network in it, in MaxMind's format (version 2.0 of its specification)."""

import struct
from ipaddress import ip_network
from pathlib import Path
from typing import Any

_MARKER = b"\xab\xcd\xefMaxMind.com"
_RECORD_BITS = 24


def write_places(path: Path, network: str, city: tuple[str, str], country: tuple[str, str]) -> None:
    """A file that knows the city of one IPv4 network, in English and Russian, and nothing else."""
    wanted = ip_network(network)
    languages = ("en", "ru")
    place = {
        "city": {"names": dict(zip(languages, city, strict=True))},
        "country": {"names": dict(zip(languages, country, strict=True))},
    }
    depth = wanted.prefixlen
    bits = f"{int(wanted.network_address):032b}"[:depth]
    nothing, found = depth, depth + 16  # node numbers: no data, and the first byte of the data section
    nodes = b""
    for level, bit in enumerate(bits):
        onward = level + 1 if level + 1 < depth else found
        left, right = (onward, nothing) if bit == "0" else (nothing, onward)
        nodes += left.to_bytes(3, "big") + right.to_bytes(3, "big")
    about = {
        "node_count": depth,
        "record_size": _RECORD_BITS,
        "ip_version": 4,
        "database_type": "Test-City",
        "languages": ["en", "ru"],
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": 1,
        "description": {"en": "made for a test"},
    }
    path.write_bytes(nodes + bytes(16) + _encoded(place) + _MARKER + _encoded(about))


def _encoded(value: Any) -> bytes:
    if isinstance(value, str):
        text = value.encode()
        return _head(2, len(text)) + text
    if isinstance(value, dict):
        return _head(7, len(value)) + b"".join(_encoded(key) + _member(key, one) for key, one in value.items())
    assert isinstance(value, list)
    return _head(11, len(value)) + b"".join(_encoded(one) for one in value)


def _member(key: str, value: Any) -> bytes:
    if not isinstance(value, int):
        return _encoded(value)
    kind, form = {"node_count": (6, ">I"), "build_epoch": (9, ">Q")}.get(key, (5, ">H"))
    number = struct.pack(form, value)
    return _head(kind, len(number)) + number


def _head(kind: int, size: int) -> bytes:
    assert size < 29  # longer ones have more bytes of length, which nothing here needs
    return bytes([kind << 5 | size]) if kind < 8 else bytes([size, kind - 7])
