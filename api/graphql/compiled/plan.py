"""An operation whose every root field compiles."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    ArgumentNode,
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

from api.graphql.compiled.compile_root import Query, Root, is_declared
from api.graphql.compiled.compile_write import Write, WritePlan, is_written_at_once
from api.graphql.compiled.selected import Document, NotCompiledError
from api.graphql.context import Context
from api.graphql.declare.node import split_id
from api.graphql.declare.permission import check
from core.db.person_connections import PersonConnections


@dataclass(frozen=True, slots=True)
class Plan:
    """Root fields by their key in the answer; those that are no field of ours are constants."""

    roots: Mapping[str, Root]
    constants: Mapping[str, Any]

    def bind(self, variables: VariableValues) -> list[Query]:
        """What is asked under these variables, whoever asks. Raises NotCompiledError, DomainError."""
        return [root.query(variables) for root in self.roots.values()]

    async def answer(self, reads: PersonConnections, context: Context, queries: Sequence[Query]) -> Any:
        """The operation's data. Raises NotCompiledError, DomainError, and what PersonConnections raises."""
        for root in self.roots.values():
            check(root.permission, context)
        person = context.person
        asked = [(query.statement.text, query.statement.bound({**query.asked, "person": person})) for query in queries]
        found = await reads.fetch(person, asked, client_id=context.client_id) if asked else []
        data = dict(self.constants)
        for (key, root), query, records in zip(self.roots.items(), queries, found, strict=True):
            data[key] = root.shape(records, query.page)
        return data


LONGEST_NAME: Final = 80
"""Characters of an operation's name in traces: callers choose it."""


class Operation:
    """One operation of a document that is known to be valid, before the variables that shape it are known."""

    def __init__(self, schema: Schema, source: str, name: str | None) -> None:
        document = parse(source)
        operation = get_operation_ast(document, name)
        if operation is None or operation.operation is OperationType.SUBSCRIPTION:
            raise NotCompiledError("neither a query nor a mutation")
        self._schema = schema
        self._core: GraphQLSchema = schema._schema  # noqa: SLF001 strawberry gives it no other name
        self._operation: OperationDefinitionNode = operation
        called = operation.name.value[:LONGEST_NAME] if operation.name is not None else ""
        self.title: Final = f"{operation.operation.value} {called}".rstrip()
        """Kind and name, as traces have them: `query Page`."""
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._shaping = _shaping_variables(operation, self._fragments)

    @property
    def is_mutation(self) -> bool:
        """Whether it writes: then it is never answered from what was bound before."""
        return self._operation.operation is OperationType.MUTATION

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

    def shaping(self, variables: VariableValues) -> str:
        """The values that decide the plan, as a key."""
        if not self._shaping.found and not self._shaping.ids:
            return ""
        coerced = variables.coerced
        values = [coerced.get(name) for name in sorted(self._shaping.found)]
        types = [split_id(str(coerced.get(name)))[0] for name in sorted(self._shaping.ids)]
        return json.dumps([*values, *types], default=repr)

    def compile_write(self, variables: VariableValues) -> WritePlan:
        """The plan of a mutation under these values of the shaping variables. Raises NotCompiledError."""
        root = self._core.mutation_type
        document = Document(self._schema, self._core, self._fragments, variables)
        fields = document.fields(root, [self._operation.selection_set]) if root is not None else {}
        if root is None or len(fields) != 1:
            raise NotCompiledError("not one field")
        [(key, nodes)] = fields.items()
        field = root.fields.get(nodes[0].name.value)
        if field is None or not is_written_at_once(field):
            raise NotCompiledError(f"{key} is the resolvers'")
        return WritePlan(key, Write(document, field, nodes))

    def compile(self, variables: VariableValues) -> Plan:
        """The plan under these values of the shaping variables. Raises NotCompiledError."""
        root = self._core.query_type
        if root is None:
            raise NotCompiledError("no queries")
        document = Document(self._schema, self._core, self._fragments, variables)
        roots, constants = dict[str, Root](), dict[str, Any]()
        for key, nodes in document.fields(root, [self._operation.selection_set]).items():
            name = nodes[0].name.value
            if name == "__typename":
                constants[key] = root.name
            elif name in root.fields and is_declared(root.fields[name]):
                roots[key] = Root(document, root.fields[name], nodes)
            else:
                raise NotCompiledError(f"{name} is the resolvers'")
        if constants and roots:
            raise NotCompiledError("the order of the answer")
        return Plan(roots, constants)


def _shaping_variables(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> "_Finder":
    """The variables that decide what is selected: all but those that only stand in arguments of root fields.

    Of a global id only the type's name decides.
    """
    finder = _Finder()
    for selection in operation.selection_set.selections:
        finder.depth = 0
        visit(selection, finder)
    for fragment in fragments.values():
        finder.depth = 1
        visit(fragment, finder)
    return finder


class _Finder(Visitor):
    """Finds variables in directives anywhere and in arguments below the root fields."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.in_directive = 0
        self.is_in_id = False
        self.found: set[str] = set()
        self.ids: set[str] = set()

    def enter_field(self, *_: object) -> None:
        self.depth += 1

    def leave_field(self, *_: object) -> None:
        self.depth -= 1

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        self.is_in_id = node.name.value == "id" and self.depth == 1

    def leave_argument(self, *_: object) -> None:
        self.is_in_id = False

    def enter_directive(self, *_: object) -> None:
        self.in_directive += 1

    def leave_directive(self, *_: object) -> None:
        self.in_directive -= 1

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        if self.in_directive or self.depth > 1:
            self.found.add(node.name.value)
        elif self.is_in_id:
            self.ids.add(node.name.value)
