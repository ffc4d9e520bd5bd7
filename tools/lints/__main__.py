"""`python -m tools.lints [--root FOLDER]`: print findings as `path:line: rule: message`; exit 1 when there are any."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.lints import (
    commit_only_in_uow,
    domain_imports,
    file_length,
    known_packages,
    locks_without_hosts,
    no_float_near_money,
    publish_only_by_queue,
)
from tools.lints.allowances import apply_allowances
from tools.lints.house import Finding, House

LINTS: dict[str, Callable[[House], Iterator[Finding]]] = {
    commit_only_in_uow.RULE: commit_only_in_uow.check,
    domain_imports.RULE: domain_imports.check,
    file_length.RULE: file_length.check,
    known_packages.RULE: known_packages.check,
    locks_without_hosts.RULE: locks_without_hosts.check,
    no_float_near_money.RULE: no_float_near_money.check,
    publish_only_by_queue.RULE: publish_only_by_queue.check,
}


def run_lints(root: Path) -> list[Finding]:
    """All findings of all lints, in the order of their places."""
    house = House(root)
    found = (finding for check in LINTS.values() for finding in check(house))
    return apply_allowances(house, found, frozenset(LINTS))


def main() -> int:
    """Run every lint over the house."""
    parser = argparse.ArgumentParser(prog="python -m tools.lints", description="Check the rules of this house.")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[2], help="the house (default: this one)")
    findings = run_lints(parser.parse_args().root.resolve())
    for finding in findings:
        print(finding)
    print(f"{len(LINTS)} lints, {len(findings)} findings", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
