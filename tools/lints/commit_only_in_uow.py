"""Only the unit of work commits.

One request or job is one transaction. A use case that commits in its middle leaves half of its work behind when the
rest fails, and its audit entry and its jobs with it: those are written at the commit that core/db/uow.py makes.
"""

import ast
from collections.abc import Iterator

from tools.lints.house import Finding, House, SourceFile

RULE = "commit-only-in-uow"
PACKAGES = ("api", "workers", "cli", "ml", "core", "sandbox")
# The unit of work itself; and migrations, which Alembic runs outside of any request, as the schema's owner.
MAY_COMMIT = ("core/db/uow.py", "core/db/migrations")


def check(house: House) -> Iterator[Finding]:
    """Calls of `.commit()`, `with ….begin()` (which commits at its end) and SQL that says COMMIT."""
    for file in house.python(*PACKAGES):
        if not file.is_in(*MAY_COMMIT):
            yield from _check_file(file)


def _check_file(file: SourceFile) -> Iterator[Finding]:
    for node in ast.walk(file.tree):
        if (call := _call_of(node, "commit")) is not None:
            yield Finding(
                file.path, _line(call), RULE, "only core/db/uow.py commits: let the edge's unit of work do so"
            )
        elif isinstance(node, ast.With | ast.AsyncWith):
            for item in node.items:
                if (call := _call_of(item.context_expr, "begin")) is not None:
                    message = "`with ….begin()` commits at its end: use a unit of work"
                    yield Finding(file.path, _line(call), RULE, message)
        elif isinstance(node, ast.Constant) and _says_commit(node.value):
            yield Finding(file.path, node.lineno, RULE, "SQL that commits: use a unit of work")


def _call_of(node: ast.AST, name: str) -> ast.Call | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
        return node
    return None


def _line(call: ast.Call) -> int:
    """Where the method's name stands: the call may begin lines before."""
    return call.func.end_lineno or call.lineno


def _says_commit(value: object) -> bool:
    return isinstance(value, str) and value.strip().rstrip(";").upper() == "COMMIT"
