"""`python -m tools.models.check`: has any model got worse by more than its noise, and are the cards as measured?

Measures again what can be measured with this repository alone, and compares with docs/models/measured. Exit 1 when a
figure dropped or a card is out of date.
"""

import sys
from collections.abc import Iterator

from tools.models.cards import out_of_date
from tools.models.measurement import Measurement, MeasurementError, measurements, value_at


def main() -> int:
    """Compare, and say what each figure was and is."""
    problems = [problem for measurement in measurements() if measurement.held for problem in _dropped(measurement)]
    problems += [f"{card} is out of date: run `make model-cards`" for card in out_of_date()]
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


def _dropped(measurement: Measurement) -> Iterator[str]:
    try:
        before, now = measurement.last(), measurement.run(None)
        for held in measurement.held:
            was, is_ = float(value_at(before, held.path)), float(value_at(now, held.path))
            print(f"{measurement.name} {held.path}: {was:.4g} → {is_:.4g}")
            if held.is_worse(is_, was):
                yield f"{measurement.name}: {held.path} went from {was:.4g} to {is_:.4g}; its noise is {held.noise:g}"
    except MeasurementError as error:
        yield str(error)


if __name__ == "__main__":
    sys.exit(main())
