"""`python -m tools.models.measure [NAME …] [--data FOLDER]`: measure, and keep the results for the model cards.

Without names, all whose data are there. The data folder holds the public data sets that docs/models names.
"""

import argparse
import json
import sys
from pathlib import Path

from tools.models.measurement import MeasurementError, measurements


def main() -> int:
    """Measure each and write its result."""
    parser = argparse.ArgumentParser(prog="python -m tools.models.measure", description="Measure the models.")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--data", type=Path, help="folder of the data sets that are not in this repository")
    arguments = parser.parse_args()
    known = {measurement.name: measurement for measurement in measurements()}
    unknown = [name for name in arguments.names if name not in known]
    if unknown:
        parser.error(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}")
    failed = False
    for name in arguments.names or known:
        if not arguments.names and not known[name].can_run(arguments.data):
            print(f"{name}: skipped, its data are not here ({known[name].data})")
            continue
        try:
            told = known[name].run(arguments.data)
        except MeasurementError as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = True
            continue
        known[name].path.parent.mkdir(parents=True, exist_ok=True)
        known[name].path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"{name}: measured")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
