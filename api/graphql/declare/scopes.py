"""Which scopes a document needs, and whether an app's token has them."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

from api.graphql.declare.scope_table import FIELDS, FOR_SERVICES, NEVER, ROOTS, TYPES, Rule
from core.actor import App
from core.errors import DomainError

MOST_DOCUMENTS: Final = 500


class InsufficientScopeError(DomainError):
    """The app's token does not reach so far."""

    code = "INSUFFICIENT_SCOPE"


@dataclass(frozen=True, slots=True)
class Needed:
    """What a document needs: by the place that needs it, so that a refusal can name it."""

    rules: Mapping[str, Rule | None]
    roots: frozenset[str]

    def check(self, app: App) -> None:
        """Raise InsufficientScopeError unless the app's token reaches everything."""
        if app.is_service and (others := sorted(self.roots - FOR_SERVICES)):
            raise InsufficientScopeError(f"`{others[0]}` is asked for in a person's name, and this token has none.")
        for place, rule in self.rules.items():
            if rule is NEVER:
                raise InsufficientScopeError(f"`{place}` is for no app.")
            if rule and not rule & app.scopes:
                raise InsufficientScopeError(f"`{place}` needs the scope {' or '.join(sorted(rule))}.")


class ScopeRules:
    """What documents need, remembered by their texts."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._known: OrderedDict[str, Needed] = OrderedDict()

    def known(self, text: str) -> Needed | None:
        """What a document needs that was learnt before."""
        return self._known.get(text)

    def learn(self, text: str, document: DocumentNode) -> Needed:
        """What a valid document needs, all its operations and fragments together."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = needed_by(self._schema, document)
            if len(self._known) > MOST_DOCUMENTS:
                self._known.popitem(last=False)
        return found


def needed_by(schema: GraphQLSchema, document: DocumentNode) -> Needed:
    """Walk a document and gather the rules of what it selects."""
    types = TypeInfo(schema)
    finder = _Finder(schema, types)
    visit(document, TypeInfoVisitor(types, finder))
    return Needed(finder.rules, frozenset(finder.roots))


def rules_of_root(name: str) -> Rule | None:
    """The rule of a root field. Raises KeyError where nobody has decided."""
    return ROOTS[name]


class _Finder(Visitor):
    def __init__(self, schema: GraphQLSchema, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self._roots = {kind.name for kind in _roots(schema)}
        self.rules: dict[str, Rule | None] = {}
        self.roots: set[str] = set()

    def enter_field(self, node: FieldNode, *_: object) -> None:
        parent = self._types.get_parent_type()
        name = node.name.value
        if parent is None or name.startswith("__"):
            return
        if parent.name in self._roots:
            self.roots.add(name)
            self.rules[name] = ROOTS.get(name, NEVER)
        else:
            self._enter(parent.name, name)

    def _enter(self, parent: str, name: str) -> None:
        if parent in TYPES:
            self.rules[parent] = TYPES[parent]
        place = f"{parent}.{name}"
        if place in FIELDS:
            self.rules[place] = FIELDS[place]


def _roots(schema: GraphQLSchema) -> Iterable[Any]:
    found = (schema.query_type, schema.mutation_type, schema.subscription_type)
    return [get_named_type(kind) for kind in found if kind is not None]
