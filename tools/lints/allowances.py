"""The visible way around a rule: `# lint: allow <rule> – <reason>` (`//` in TypeScript)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.lints.house import Finding, House, SourceFile

RULE = "allow"
COMMENT = re.compile(r"(?:#|//|/\*)\s*lint:\s*allow\b(?P<rest>.*)$")
WELL_FORMED = re.compile(r"^\s+(?P<rule>[a-z-]+)\s+[-–—]\s+(?P<reason>\S.{9,})$")  # ten letters make no excuse shorter
HAS_COMMENTS = (".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".sh", ".toml")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One comment: it covers its own line and the next."""

    path: str
    line: int
    rule: str

    def covers(self, finding: Finding) -> bool:
        """Whether this comment is about that finding."""
        here = self.path == finding.path and self.rule == finding.rule
        return here and finding.line - self.line in {0, 1}


def apply_allowances(house: House, findings: Iterable[Finding], rules: frozenset[str]) -> list[Finding]:
    """The findings that no comment allows, and the comments that are malformed or allow nothing."""
    remaining = list(findings)
    result: list[Finding] = []
    allowances: list[Allowance] = []
    for file in house.files:
        for line, rest in _comments(file):
            match = WELL_FORMED.match(rest)
            if match is None:
                message = "write `lint: allow <rule> – <reason>`, with a reason of ten letters at least"
                result.append(Finding(file.path, line, RULE, message))
            elif match["rule"] not in rules:
                result.append(Finding(file.path, line, RULE, f"there is no rule {match['rule']!r}"))
            else:
                allowances.append(Allowance(file.path, line, match["rule"]))
    for allowance in allowances:
        if not any(allowance.covers(finding) for finding in remaining):
            message = f"nothing here breaks {allowance.rule}: remove the comment"
            result.append(Finding(allowance.path, allowance.line, RULE, message))
    result += [finding for finding in remaining if not any(one.covers(finding) for one in allowances)]
    return sorted(result, key=lambda finding: (finding.path, finding.line, finding.rule))


def _comments(file: SourceFile) -> Iterator[tuple[int, str]]:
    # The lints and their tests talk about the comment.
    if not file.path.endswith(HAS_COMMENTS) or file.is_in("tools/lints", "tests/tools"):
        return
    for number, text in enumerate(file.lines, start=1):
        match = COMMENT.search(text)
        if match is not None:
            yield number, match["rest"].rstrip(" */")
