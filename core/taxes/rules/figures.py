"""Rates, limits and thresholds: data with the days they hold for and where they are written."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.taxes.errors import UnknownFigureError


@dataclass(frozen=True, slots=True)
class Figure:
    """One version of a figure. `rows` is empty for a plain number; a table's `value` is zero.

    A row of a table is a tuple of numbers; None stands for "no upper end".
    """

    key: str
    value: Decimal
    rows: tuple[tuple[Decimal | None, ...], ...]
    valid_from: date
    valid_to: date
    source: str


class Figures:
    """The figures of one country."""

    def __init__(self, versions: Mapping[str, Sequence[Figure]]) -> None:
        self._versions = versions

    @classmethod
    def of_file(cls, path: Path) -> "Figures":
        """Read a country's TOML.

        Raises ValueError for a version without source or days, or for two that hold on one day: a fault of ours.
        """
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(MappingProxyType({key: _versions(key, table) for key, table in document.items()}))

    def on(self, key: str, day: date) -> Figure:
        """The version that holds on a day. Raises UnknownFigureError: a figure is never carried over."""
        for version in self._versions.get(key, ()):
            if version.valid_from <= day <= version.valid_to:
                return version
        raise UnknownFigureError(key, day)

    def has(self, key: str) -> bool:
        """Whether there is such a figure, for whatever days."""
        return key in self._versions

    def every(self) -> list[Figure]:
        """All versions of all figures."""
        return [version for versions in self._versions.values() for version in versions]


def _versions(key: str, table: Mapping[str, Any]) -> tuple[Figure, ...]:
    found = sorted((_version(key, table, entry) for entry in table["versions"]), key=lambda one: one.valid_from)
    for earlier, later in pairwise(found):
        if later.valid_from <= earlier.valid_to:
            raise ValueError(f"{key}: two versions hold on {later.valid_from}")
    return tuple(found)


def _version(key: str, table: Mapping[str, Any], entry: Mapping[str, Any]) -> Figure:
    source = str(entry.get("source", table.get("source", "")))
    if not source or entry["to"] < entry["from"]:
        raise ValueError(f"{key}: a version needs a source and a first day before its last")
    rows = tuple(tuple(_number(cell) for cell in row) for row in entry.get("rows", ()))
    value = Decimal(entry["value"]) if "value" in entry else Decimal(0)
    return Figure(key, value, rows, entry["from"], entry["to"], source)


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None
