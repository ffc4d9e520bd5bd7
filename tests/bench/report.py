"""The figures as a table for people and as JSON for programs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from tests.bench.figure import Figure
from tests.bench.machine import was_busy

FORMAT = 1
_WHOLE_FROM = 100


def as_table(figures: Sequence[Figure], before: Mapping[str, Any]) -> Table:
    """One row a figure. A busy machine is said in the caption: then only the ratios tell something."""
    table = Table(title="Solvent beside its peers", caption=_caption(before), caption_justify="left")
    for heading in ("figure", "unit"):
        table.add_column(heading)
    for heading in ("ours", "peer", "ours ÷ peer", "rounds"):
        table.add_column(heading, justify="right")
    table.add_column("peer is")
    for figure in figures:
        table.add_row(
            figure.name,
            figure.unit + ("" if figure.is_higher_better else " (less is better)"),
            number(figure.value),
            number(figure.peer_value),
            number(figure.ratio),
            str(figure.rounds),
            figure.peer_name,
        )
    return table


def number(value: float) -> str:
    """A measured number with as many digits as it deserves."""
    return f"{value:,.0f}" if abs(value) >= _WHOLE_FROM else f"{value:.3g}"


def write_json(path: Path, figures: Sequence[Figure], facts: Mapping[str, Any]) -> None:
    """The file that other programs read; its shape is in docs/benchmarks.md."""
    told = {"format": FORMAT, **facts, "figures": [asdict(figure) for figure in figures]}
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _caption(before: Mapping[str, Any]) -> str:
    load = ", ".join(str(one) for one in before["load_average"])
    busy = " Something else was running: trust the ratios, not the numbers." if was_busy(dict(before)) else ""
    return f"{before['cores']} cores, load before {load}.{busy}"
