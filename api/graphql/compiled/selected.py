"""The fields that a selection asks of an object, in the order of the answer: GraphQL's own rules of collecting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    get_argument_values,
    get_directive_values,
    is_abstract_type,
)
from graphql.execution.values import VariableValues
from strawberry import Schema
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField


class NotCompiledError(Exception):
    """This is for the resolvers: it can't be compiled, or an answer came out that only they may give."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an operation is made of, with the values of the variables that decide its shape."""

    declared: Schema
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    def arguments(
        self, field: GraphQLField, node: FieldNode, variables: VariableValues | None = None
    ) -> dict[str, Any]:
        """A field's arguments as its resolver would get them. Raises NotCompiledError for wrong ones."""
        try:
            given = get_argument_values(field, node, variables or self.variables)
        except GraphQLError as error:
            raise NotCompiledError("wrong arguments") from error
        names, schema = declared_field(field).arguments, self.declared
        return convert_arguments(given, names, schema.schema_converter.scalar_registry, schema.config)

    def object_type(self, name: str) -> GraphQLObjectType:
        """An object type by its name. Raises NotCompiledError."""
        found = self.schema.get_type(name)
        if not isinstance(found, GraphQLObjectType):
            raise NotCompiledError("no such type")
        return found

    def fields(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> dict[str, list[FieldNode]]:
        """The field nodes of an object by the key they have in the answer; nodes of one key are merged below it."""
        found: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selections in sets:
            if selections is not None:
                self._collect(kind, selections, found, seen)
        return found

    def _collect(
        self, kind: GraphQLObjectType, selections: SelectionSetNode, found: dict[str, list[FieldNode]], seen: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if self._applies(node.type_condition, kind):
                    self._collect(kind, node.selection_set, found, seen)
            elif (name := node.name.value) not in seen:  # type: ignore[attr-defined]  # a spread: there is no fourth
                seen.add(name)
                fragment = self.fragments[name]
                if self._applies(fragment.type_condition, kind):
                    self._collect(kind, fragment.selection_set, found, seen)

    def _is_wanted(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip is not None and skip["if_" if "if_" in skip else "if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return include is None or bool(include["if_" if "if_" in include else "if"])

    def _applies(self, condition: NamedTypeNode | None, kind: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == kind.name:
            return True
        named = self.schema.get_type(condition.name.value)
        return named is not None and is_abstract_type(named) and self.schema.is_sub_type(named, kind)


def declared_field(field: GraphQLField) -> StrawberryField:
    """The declaration behind a field. Raises NotCompiledError for the schema's own, as `__schema`."""
    declared = (field.extensions or {}).get("strawberry-definition")
    if not isinstance(declared, StrawberryField):
        raise NotCompiledError("no field of ours")
    return declared
