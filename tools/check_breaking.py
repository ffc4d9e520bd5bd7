"""`python -m tools.check_breaking [--base REF]`: does the schema break clients that work with the released one?

Compares api/graphql/schema.graphql with its state at a git ref: where this branch left main, or the commit before.
A breaking change that is meant is accepted by its line, as this prints it, in docs/api/accepted-breaking-changes.txt.
Exit 1 when there is one that is not.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from graphql import build_schema, find_breaking_changes

ROOT = Path(__file__).parents[1]
SCHEMA = "api/graphql/schema.graphql"
ACCEPTED = Path("docs") / "api" / "accepted-breaking-changes.txt"
MAIN_BRANCHES = ("origin/main", "main")
GIT_TIMEOUT_SECONDS = 30


def breaking_changes(before: str, after: str) -> list[str]:
    """Each breaking change as one line, `KIND: description`."""
    changes = find_breaking_changes(build_schema(before), build_schema(after))
    return sorted(f"{change.type.name}: {change.description}" for change in changes)


def read_accepted(lines: Iterable[str]) -> frozenset[str]:
    """The lines that are neither empty nor a comment."""
    stripped = (line.strip() for line in lines)
    return frozenset(line for line in stripped if line and not line.startswith("#"))


def find_base(root: Path) -> str | None:
    """The commit to compare with; None in a history that has none.

    Where this branch left main; on main itself the last commit while the schema is being changed, else the one before.
    """
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    if head is None:
        return None
    for branch in MAIN_BRANCHES:
        left = _git(root, "merge-base", "HEAD", branch)
        if left is not None and left != head:
            return left
    if _git(root, "diff", "--quiet", "HEAD", "--", SCHEMA) is None:
        return head
    return _git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")


def main(root: Path = ROOT) -> int:
    """Compare and say."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_breaking", description="Look for breaking changes.")
    parser.add_argument("--base", help="a git ref to compare with")
    base = parser.parse_args().base or find_base(root)
    before = _git(root, "show", f"{base}:{SCHEMA}") if base is not None else None
    if before is None:
        print("no committed schema before this one: nothing to compare with")
        return 0
    accepted_file = root / ACCEPTED
    accepted = read_accepted(accepted_file.read_text(encoding="utf-8").splitlines() if accepted_file.exists() else ())
    found = breaking_changes(before, (root / SCHEMA).read_text(encoding="utf-8"))
    refused = [change for change in found if change not in accepted]
    for change in refused:
        print(change)
    if refused:
        print(f"Clients of {base} would break. Deprecate instead, or accept these lines in {ACCEPTED}.")
        return 1
    print(f"no breaking change since {base[:12] if base else base} ({len(found)} accepted)")
    return 0


def _git(root: Path, *words: str) -> str | None:
    """What git prints; None when it fails."""
    done = subprocess.run(  # noqa: S603 fixed words and a ref
        ["git", *words],  # noqa: S607 the git of the PATH
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=GIT_TIMEOUT_SECONDS,
    )
    return done.stdout.strip() if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
