"""An operation whose every root field compiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from graphql import (
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_operation_ast,
    get_variable_values,
    parse,
    visit,
)
from graphql.execution.values import VariableValues
from strawberry import Schema

from api.graphql.compiled.compile_root import Root, is_declared
from api.graphql.compiled.selected import Document, NotCompiledError
from api.graphql.context import Context
from api.graphql.declare.permission import check
from core.db.person_reads import PersonReads


@dataclass(frozen=True, slots=True)
class Plan:
    """Root fields by their key in the answer; those that are no field of ours are constants."""

    roots: Mapping[str, Root]
    constants: Mapping[str, Any]

    async def answer(self, reads: PersonReads, context: Context, person: UUID, variables: VariableValues) -> Any:
        """The operation's data. Raises NotCompiledError, DomainError, and what PersonReads raises."""
        for root in self.roots.values():
            check(root.permission, context)
        queries = [root.query(variables) for root in self.roots.values()]
        asked = [(query.statement.text, query.statement.bound({**query.asked, "person": person})) for query in queries]
        found = await reads.fetch(person, asked) if asked else []
        data = dict(self.constants)
        for (key, root), query, records in zip(self.roots.items(), queries, found, strict=True):
            data[key] = root.shape(records, query)
        return data


class Operation:
    """One operation of a document that is known to be valid, before the variables that shape it are known."""

    def __init__(self, schema: Schema, source: str, name: str | None) -> None:
        document = parse(source)
        operation = get_operation_ast(document, name)
        if operation is None or operation.operation is not OperationType.QUERY:
            raise NotCompiledError("no query")
        self._schema = schema
        self._core: GraphQLSchema = schema._schema  # noqa: SLF001 strawberry gives it no other name
        self._operation: OperationDefinitionNode = operation
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self.shaping = _shaping_variables(operation, self._fragments)

    @property
    def definitions(self) -> Sequence[VariableDefinitionNode]:
        """The operation's variables."""
        return self._operation.variable_definitions or ()

    def variables(self, given: Mapping[str, Any]) -> VariableValues:
        """The request's variables. Raises NotCompiledError for wrong ones, whose errors the resolvers tell."""
        values = get_variable_values(self._core, self.definitions, dict(given))
        if isinstance(values, list):
            raise NotCompiledError("the variables are wrong")
        return values

    def compile(self, variables: VariableValues) -> Plan:
        """The plan under these values of the shaping variables. Raises NotCompiledError."""
        root = self._core.query_type
        if root is None:
            raise NotCompiledError("no queries")
        document = Document(self._core, self._fragments, variables)
        roots, constants = dict[str, Root](), dict[str, Any]()
        for key, nodes in document.fields(root, [self._operation.selection_set]).items():
            name = nodes[0].name.value
            if name == "__typename":
                constants[key] = root.name
            elif name in root.fields and is_declared(root.fields[name]):
                roots[key] = Root(self._schema, document, root.fields[name], nodes)
            else:
                raise NotCompiledError(f"{name} is the resolvers'")
        if constants and roots:
            raise NotCompiledError("the order of the answer")
        return Plan(roots, constants)


def _shaping_variables(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Sequence[str]:
    """The variables that decide what is selected: all but those that only stand in arguments of root fields."""
    finder = _Finder()
    for selection in operation.selection_set.selections:
        finder.depth = 0
        visit(selection, finder)
    for fragment in fragments.values():
        finder.depth = 1
        visit(fragment, finder)
    return sorted(finder.found)


class _Finder(Visitor):
    """Finds variables in directives anywhere and in arguments below the root fields."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.in_directive = 0
        self.found: set[str] = set()

    def enter_field(self, *_: object) -> None:
        self.depth += 1

    def leave_field(self, *_: object) -> None:
        self.depth -= 1

    def enter_directive(self, *_: object) -> None:
        self.in_directive += 1

    def leave_directive(self, *_: object) -> None:
        self.in_directive -= 1

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        if self.in_directive or self.depth > 1:
            self.found.add(node.name.value)
