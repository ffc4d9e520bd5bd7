"""The commands that measure the models, as `measurements.toml` lists them, and what each last printed."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("measurements.toml")
MEASURED = ROOT / "docs" / "models" / "measured"
TIMEOUT_SECONDS = 3600


class MeasurementError(Exception):
    """A command that failed, or printed something else than was expected of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A figure that may not get worse by more than `noise`: what it moves by for no reason."""

    path: str
    noise: float
    better: Literal["higher", "lower"] = "higher"

    def is_worse(self, now: float, before: float) -> bool:
        """Whether it got worse by more than its noise."""
        return (before - now if self.better == "higher" else now - before) > self.noise


@dataclass(frozen=True, slots=True)
class Measurement:
    """One command. `data` names files that are not in this repository; without them it can't be run.

    `held` are the figures that CI holds: only of what is measured on data of the repository.
    """

    name: str
    words: Sequence[str]
    data: str | None = None
    held: Sequence[Held] = ()
    plots: Sequence[Mapping[str, Any]] = ()

    @property
    def path(self) -> Path:
        """Where its last result is kept."""
        return MEASURED / f"{self.name}.json"

    def last(self) -> dict[str, Any]:
        """Its last result. Raises MeasurementError when it never ran."""
        if not self.path.exists():
            raise MeasurementError(f"{self.name} was never measured: python -m tools.models.measure {self.name}")
        told: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return told

    def can_run(self, folder: Path | None) -> bool:
        """Whether its data are there."""
        return self.data is None or (folder is not None and (folder / self.data).exists())

    def run(self, folder: Path | None) -> dict[str, Any]:
        """Measure now. Raises MeasurementError."""
        command = [sys.executable, "-m", *self.words]
        if self.data is not None:
            if folder is None or not self.can_run(folder):
                raise MeasurementError(f"{self.name} needs {self.data}: give its folder by --data")
            command += ["--data", str(folder / self.data)]
        done = subprocess.run(  # noqa: S603 - the commands of our own list
            command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
        try:
            told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        except (IndexError, ValueError):
            told = {}
        if done.returncode != 0 or not told:
            raise MeasurementError(f"{self.name}: `{' '.join(command)}` failed: {done.stderr[-2000:]}")
        return told


def measurements(path: Path = LIST) -> Iterator[Measurement]:
    """All of them, in the order of the list."""
    for name, told in tomllib.loads(path.read_text(encoding="utf-8")).items():
        yield Measurement(
            name,
            tuple(told["command"].split()),
            told.get("data"),
            tuple(Held(**figure) for figure in told.get("held", ())),
            tuple(told.get("plots", ())),
        )


def plotted(told: Any, plot: Mapping[str, Any]) -> Any:
    """What a plot shows: the value at its `path`, or under each name of `values` the value at that path."""
    if "path" in plot:
        return value_at(told, plot["path"])
    return {name: value_at(told, path) for name, path in plot["values"].items()}


def value_at(told: Any, path: str) -> Any:
    """`peers.persistence.wape` of a result; a number picks from a list, and a name may itself have points in it.

    Raises MeasurementError naming the path.
    """
    found, rest = told, path
    while rest:
        if isinstance(found, dict) and rest in found:
            return found[rest]
        step, _, rest = rest.partition(".")
        try:
            found = found[int(step)] if isinstance(found, list) else found[step]
        except (KeyError, IndexError, ValueError, TypeError):
            raise MeasurementError(f"there is no {path!r} in the result") from None
    return found
