"""Every folder at the root that holds Python is a package of the house.

import-linter checks the packages that it is told of. A new folder beside them would be outside every contract and
nobody would notice: so the folders at the root, the contracts and the build name the same packages.
"""

import configparser
import tomllib
from collections.abc import Iterator

from tools.lints.house import Finding, House

RULE = "known-packages"
PACKAGES = frozenset({"api", "workers", "cli", "ml", "core", "sandbox"})
BESIDE = frozenset({"tests", "tools", "bench"})  # Python that is not shipped
CONTRACTS, PROJECT = ".importlinter", "pyproject.toml"


def check(house: House) -> Iterator[Finding]:
    """Unknown folders, and packages that the contracts or the build leave out."""
    first: dict[str, str] = {}
    for file in house.python():
        first.setdefault(file.folder, file.path)
    for folder, path in sorted(first.items()):
        if folder == "":
            yield Finding(path, 1, RULE, "Python at the root: it belongs into a package")
        elif folder not in PACKAGES | BESIDE:
            message = f"{folder}/ is no known package: name it in tools/lints/known_packages.py and {CONTRACTS}"
            yield Finding(path, 1, RULE, message)
    yield from _compare(CONTRACTS, _in_contracts(house))
    yield from _compare(PROJECT, _in_build(house))


def _compare(path: str, named: frozenset[str]) -> Iterator[Finding]:
    for missing in sorted(PACKAGES - named):
        yield Finding(path, 1, RULE, f"the package {missing} is not named here")
    for unknown in sorted(named - PACKAGES):
        yield Finding(path, 1, RULE, f"{unknown} is named here and is no known package")


def _in_contracts(house: House) -> frozenset[str]:
    parser = configparser.ConfigParser()
    parser.read(house.root / CONTRACTS, encoding="utf-8")
    return frozenset(parser.get("importlinter", "root_packages", fallback="").split())


def _in_build(house: House) -> frozenset[str]:
    project = tomllib.loads((house.root / PROJECT).read_text(encoding="utf-8"))
    found = project["tool"]["setuptools"]["packages"]["find"]["include"]
    return frozenset(pattern.rstrip("*") for pattern in found)
