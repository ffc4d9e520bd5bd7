"""A lock file names versions and hashes, and no host.

The hash says which file is meant; where it is fetched from is the business of whoever installs it (a mirror, a cache,
a machine behind a wall). A lock that carries its author's hosts works only where its author sits.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from tools.lints.house import Finding, House, SourceFile

RULE = "locks-without-hosts"
ADDRESS = re.compile(r"(?:https?|git\+\w+|ssh|ftp)://", re.IGNORECASE)
PIP_OPTION = re.compile(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b")
# In an npm lock these name people and homes of projects, not where a package comes from.
FOR_PEOPLE = frozenset({"funding", "deprecated", "bugs", "homepage", "license"})


def check(house: House) -> Iterator[Finding]:
    """Addresses in the locks of pip, uv and npm."""
    for file in house.files:
        name = file.path.rpartition("/")[2]
        if name in {"package-lock.json", "npm-shrinkwrap.json"}:
            yield from _check_npm(file)
        elif name.endswith(".lock") or name in {"yarn.lock", "pnpm-lock.yaml"} or file.is_in("requirements"):
            yield from _check_lines(file)


def _check_lines(file: SourceFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines, start=1):
        if ADDRESS.search(line) or PIP_OPTION.match(line):
            yield Finding(file.path, number, RULE, "an address in a lock: run `make lock`")


def _check_npm(file: SourceFile) -> Iterator[Finding]:
    for address in _addresses(json.loads(file.text)):
        line = next((number for number, text in enumerate(file.lines, start=1) if address in text), 1)
        message = "an address in a lock: web/.npmrc has to say omit-lockfile-registry-resolved=true"
        yield Finding(file.path, line, RULE, message)


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in FOR_PEOPLE:
                yield from _addresses(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner)
    elif isinstance(value, str) and ADDRESS.match(value):
        yield value
