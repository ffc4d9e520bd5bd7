"""No float near money.

Binary floats can't hold 0.10, and a cent that is lost in a sum is found by nobody. Amounts are integer minor units or
Decimal (core/money.py). A function or class of core that names money may not use `float` in an annotation, a
conversion or a literal, unless the name beside it says that it is something else: a confidence, a number of seconds.
Models in ml/ may use floats inside; what they return goes through core/ports as whole minor units.
"""

import ast
import re
from collections.abc import Iterator

from tools.lints.house import Finding, House, SourceFile

RULE = "no-float-near-money"
MONEY = frozenset({"money", "amount", "amounts", "balance", "balances", "minor", "price", "fee", "tax"})
NOT_MONEY = frozenset(
    {"confidence", "score", "scores", "similarity", "probability", "share", "ratio", "fraction", "weight", "weights"}
    | {"seconds", "minutes", "timeout", "interval", "lifetime", "threshold", "floor", "jitter", "progress", "percent"}
)
FLOATS = frozenset({"float", "Float", "REAL", "Double"})
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def check(house: House) -> Iterator[Finding]:
    """Floats in the functions and classes of core that name money."""
    for file in house.python("core"):
        for node in file.tree.body:
            for scope in _scopes(node):
                if _names_money(scope):
                    yield from _floats(file, scope)


def _scopes(node: ast.stmt) -> Iterator[Scope]:
    """Functions and methods each on its own, and what a class itself declares."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield node
    elif isinstance(node, ast.ClassDef):
        methods = [inner for inner in node.body if isinstance(inner, Scope)]
        for inner in methods:
            yield from _scopes(inner)
        fields = [inner for inner in node.body if inner not in methods]
        yield ast.ClassDef(node.name, node.bases, node.keywords, fields, node.decorator_list)


def _names_money(scope: Scope) -> bool:
    return any(_words(name) & MONEY for node in ast.walk(scope) for name in _names(node))


def _floats(file: SourceFile, scope: Scope) -> Iterator[Finding]:
    excused = {id(inner) for node in ast.walk(scope) for part in _excused(node) for inner in ast.walk(part)}
    for node in ast.walk(scope):
        if id(node) in excused:
            continue
        if isinstance(node, ast.Name) and node.id in FLOATS:
            yield Finding(file.path, node.lineno, RULE, f"`{node.id}` where {scope.name!r} handles money")
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield Finding(file.path, node.lineno, RULE, f"the float {node.value} where {scope.name!r} handles money")


def _excused(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node that a name beside them says are no money, and questions whether a value is a float."""
    match node:
        case ast.AnnAssign(target=target) if _is_no_money(target):
            yield node
        case ast.Assign(targets=[target], value=value) if _is_no_money(target):
            yield value
        case ast.AugAssign(target=target, value=value) if _is_no_money(target):
            yield value
        case ast.arg(arg=name, annotation=ast.AST() as annotation) if _words(name) & NOT_MONEY:
            yield annotation
        case ast.keyword(arg=str(name), value=value) if _words(name) & NOT_MONEY:
            yield value
        case ast.Compare(left=left, comparators=[right]) if _is_no_money(left) or _is_no_money(right):
            yield node
        case ast.Call(func=ast.Name(id="isinstance")):
            yield node
        case _:
            return


def _is_no_money(node: ast.AST) -> bool:
    words = {word for inner in ast.walk(node) for name in _names(inner) for word in _words(name)}
    return bool(words & NOT_MONEY) and not words & MONEY


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            yield name
        case ast.keyword(arg=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case _:
            return


def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in WORD.findall(name))
