"""`python -m tools.models.cards [--check]`: the model cards in docs/models, from their templates and what was measured.

A template is Markdown with places such as `{{ forecast-accounts: ours.wape | .3f }}`: a measurement's name, the path of
a value in its result, and a format of Python's. `{{ plot: NAME }}` is a picture of the measurement's.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.models.measurement import ROOT, Measurement, MeasurementError, measurements, plotted, value_at
from tools.models.plots import PLOTS, draw

CARDS = ROOT / "docs" / "models"
TEMPLATES = CARDS / "templates"
NOTE = "<!-- Made by `make model-cards` from templates/{name} and measured/: change those. -->\n"
_PLACE = re.compile(r"\{\{\s*([\w-]+)\s*:\s*([^|}]+?)\s*(?:\|\s*([^}]+?)\s*)?\}\}")


def main() -> int:
    """Write the cards and their pictures, or tell which are out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.models.cards", description="Make the model cards.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a card is out of date")
    if parser.parse_args().check:
        stale = list(out_of_date())
        print("\n".join(stale) or "all cards are as measured")
        return int(bool(stale))
    for measurement in measurements():
        for plot in measurement.plots:
            draw(plot, plotted(measurement.last(), plot), PLOTS / f"{plot['name']}.svg")
    for card, text in _cards():
        card.write_text(text, encoding="utf-8")
        print(f"{card.relative_to(ROOT)} written")
    return 0


def out_of_date() -> Iterator[str]:
    """The cards that don't say what was measured last."""
    for card, text in _cards():
        if not card.exists() or card.read_text(encoding="utf-8") != text:
            yield str(card.relative_to(ROOT))


def _cards() -> Iterator[tuple[Path, str]]:
    known = {measurement.name: measurement for measurement in measurements()}
    for template in sorted(TEMPLATES.glob("*.md")):
        yield CARDS / template.name, NOTE.format(name=template.name) + rendered(template.read_text("utf-8"), known)


def rendered(template: str, known: dict[str, Measurement]) -> str:
    """The template with every place filled. Raises MeasurementError for a place that nothing was measured for."""

    def fill(place: re.Match[str]) -> str:
        name, path, form = place.groups()
        if name == "plot":
            return f"![{path}](plots/{path}.svg)"
        if name not in known:
            raise MeasurementError(f"no measurement is called {name!r}")
        return format(value_at(known[name].last(), path), form or "")

    return _PLACE.sub(fill, template)


if __name__ == "__main__":
    sys.exit(main())
