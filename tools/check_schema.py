"""`python -m tools.check_schema [--write]`: is api/graphql/schema.graphql what the code would serve?

Exit 1 with the difference when it is not; `--write` brings it up to date.
"""

import argparse
import difflib
import sys
from pathlib import Path

from api.graphql.schema import print_sdl

COMMITTED = Path(__file__).parents[1] / "api" / "graphql" / "schema.graphql"
SHOWN_LINES = 60


def main(committed: Path = COMMITTED) -> int:
    """Compare, or write."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_schema", description="Check the committed schema.")
    parser.add_argument("--write", action="store_true", help="write the file anew")
    write = parser.parse_args().write
    served = print_sdl()
    before = committed.read_text(encoding="utf-8") if committed.exists() else ""
    if before == served:
        print(f"{committed.name} is what the code serves ({len(served.splitlines())} lines)")
        return 0
    if write:
        committed.write_text(served, encoding="utf-8")
        print(f"{committed.name} written ({len(served.splitlines())} lines)")
        return 0
    difference = difflib.unified_diff(before.splitlines(), served.splitlines(), "committed", "served", lineterm="")
    lines = list(difference)
    print("\n".join(lines[:SHOWN_LINES]))
    if len(lines) > SHOWN_LINES:
        print(f"… and {len(lines) - SHOWN_LINES} lines more")
    print("The committed schema is not what the code serves: run `make schema` and commit the file.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
