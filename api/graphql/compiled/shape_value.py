"""From a value of Python to what stands in the answer: scalars, enums, lists, and objects that are no rows."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLField,
    GraphQLID,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    is_leaf_type,
)

from api.graphql.compiled.selected import Document, NotCompiledError, declared_field

Shape = Callable[[Any], Any]


def shape_value(document: Document, kind: GraphQLOutputType, nodes: Sequence[FieldNode]) -> Shape:
    """How values of a GraphQL type are written. Raises NotCompiledError for what only resolvers can do."""
    if isinstance(kind, GraphQLNonNull):
        return required(shape_value(document, kind.of_type, nodes))
    if isinstance(kind, GraphQLList):
        one = shape_value(document, kind.of_type, nodes)
        return optional(lambda values: [one(value) for value in values])
    if is_leaf_type(kind):
        return optional(shape_leaf(kind))
    if isinstance(kind, GraphQLObjectType):
        return optional(_shape_object(document, kind, nodes))
    raise NotCompiledError(f"{kind} is abstract")


def chain(read: Shape, write: Shape) -> Shape:
    """Read, then write."""
    return lambda value: write(read(value))


def optional(shape: Shape) -> Shape:
    """The same where None is an answer."""
    return lambda value: None if value is None else shape(value)


def required(shape: Shape) -> Shape:
    """The same where None is an error, which the resolvers tell."""

    def must(value: Any) -> Any:
        written = shape(value)
        if written is None:
            raise NotCompiledError("null for a field that is never null")
        return written

    return must


def shape_leaf(kind: GraphQLLeafType) -> Shape:
    """How a scalar or an enum's member is written: as the schema itself does it."""
    if kind in {GraphQLString, GraphQLID}:
        return lambda value: value if type(value) is str else kind.serialize(value)
    if kind is GraphQLBoolean:
        return lambda value: value if type(value) is bool else kind.serialize(value)
    if isinstance(kind, GraphQLEnumType):
        return _remembered(kind.serialize)
    return kind.serialize


def _remembered(write: Shape) -> Shape:
    """Members of an enum are few: each is written once."""
    known: dict[Any, Any] = {}

    def written(value: Any) -> Any:
        found = known.get(value)
        if found is None:
            found = known[value] = write(value)
        return found

    return written


def _shape_object(document: Document, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Shape:
    """An object that is a plain value, as money: attributes, and resolvers of nothing but it and arguments."""
    parts: list[tuple[str, Shape]] = []
    for key, fields in document.fields(kind, [node.selection_set for node in nodes]).items():
        name = fields[0].name.value
        if name == "__typename":
            parts.append((key, lambda _: kind.name))
            continue
        field = kind.fields[name]
        parts.append((key, chain(_reader(document, field, fields[0]), shape_value(document, field.type, fields))))
    return lambda value: {key: part(value) for key, part in parts}


def _reader(document: Document, field: GraphQLField, node: FieldNode) -> Shape:
    declared = declared_field(field)
    if declared.extensions:
        raise NotCompiledError(f"{declared.python_name} does more than to resolve")
    resolver = declared.base_resolver
    if resolver is None:
        return attrgetter(declared.python_name)
    if resolver.info_parameter is not None or resolver.is_async or resolver.parent_parameter is None:
        raise NotCompiledError(f"{declared.python_name} needs its resolver")
    arguments = document.arguments(field, node)
    call: Callable[..., Any] = resolver.wrapped_func  # type: ignore[assignment]  # never a class method
    return lambda value: call(value, **arguments)
