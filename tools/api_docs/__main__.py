"""`python -m tools.api_docs [--write]`: is docs/api what the schema says? Exit 1 with the pages that are not.

One page a domain and an index, built from the schema alone: its descriptions are the text. `--write` brings them up to
date.
"""

import argparse
import sys
from pathlib import Path

from api.graphql.schema import build_schema
from core.settings import LimitSettings
from tools.api_docs.pages import Pages

FOLDER = Path(__file__).parents[2] / "docs" / "api"
EXAMPLES = Path(__file__).parents[2] / "api" / "http" / "examples"


def main(folder: Path = FOLDER) -> int:
    """Compare, or write."""
    parser = argparse.ArgumentParser(prog="python -m tools.api_docs", description="Check the API's pages.")
    parser.add_argument("--write", action="store_true", help="write the pages anew")
    write = parser.parse_args().write
    examples = {path.name: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.graphql"))}
    wanted = Pages(build_schema(LimitSettings())._schema, examples).written()  # noqa: SLF001 strawberry gives it no other name
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    stale = sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))
    if write:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            if name in wanted:
                (folder / name).write_text(wanted[name], encoding="utf-8")
            else:
                (folder / name).unlink()
        print(f"{len(wanted)} pages, {len(stale)} written anew")
        return 0
    if stale:
        print(f"Not what the schema says: {', '.join(stale)}. Run `make schema` and commit them.")
        return 1
    print(f"{len(wanted)} pages are what the schema says")
    return 0


if __name__ == "__main__":
    sys.exit(main())
