"""A domain knows no vendor's SDK: it may import only the libraries that are named here.

import-linter forbids the vendors we know by name. This is the other half: a library that nobody has thought of yet is
refused until it is named below, with the eyes of a review on it; so is an import by name at run time, which
import-linter can't see.
"""

import ast
import sys
from collections.abc import Iterator

from tools.lints.house import Finding, House, SourceFile

RULE = "domain-imports"
OURS = frozenset({"core"})
# What a domain is written in: rows, typed messages, logs and traces, words and cryptography by algorithm.
DOMAIN = frozenset({"sqlalchemy", "pydantic", "structlog", "opentelemetry", "babel"})
EXTRA = {
    "core/identity": frozenset(
        {"argon2", "joserfc", "cryptography", "email_validator", "pyotp", "ua_parser", "webauthn", "zxcvbn_rs_py"}
    ),
    "core/documents": frozenset({"pgvector"}),
    "core/taxes": frozenset({"holidays", "icalendar", "stdnum"}),  # days, check digits, a text format: no I/O
    "core/reports": frozenset({"typst", "xlsxwriter", "zxingcpp"}),  # bytes out of values: no I/O
    "core/db": frozenset({"alembic", "asyncpg", "cryptography", "pgvector"}),
    "core/ids.py": frozenset({"uuid_utils"}),
    "core/settings.py": frozenset({"pydantic_settings"}),
}
BY_NAME = frozenset({"import_module", "__import__"})


def check(house: House) -> Iterator[Finding]:
    """Imports in core, save its adapters."""
    for file in house.python("core"):
        if not file.is_in("core/adapters"):
            yield from _check_file(file, _allowed(file))


def _allowed(file: SourceFile) -> frozenset[str]:
    extra = [names for place, names in EXTRA.items() if file.is_in(place)]
    return OURS.union(DOMAIN, sys.stdlib_module_names, *extra)


def _check_file(file: SourceFile, allowed: frozenset[str]) -> Iterator[Finding]:
    for node in ast.walk(file.tree):
        for name in _imported(node):
            if name not in allowed:
                message = f"{name} in a domain: put it behind a port, or name it in tools/lints/domain_imports.py"
                yield Finding(file.path, node.lineno, RULE, message)  # type: ignore[attr-defined]  # imports have lines
        if isinstance(node, ast.Call) and _called(node.func) in BY_NAME:
            yield Finding(file.path, node.lineno, RULE, "an import by name hides what a domain depends on")


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name.partition(".")[0]
    elif isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
        yield node.module.partition(".")[0]


def _called(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""
