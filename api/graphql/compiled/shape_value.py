"""From a value of Python to what stands in the answer: scalars, enums, lists, and objects that are no rows."""

from collections.abc import Callable, Sequence
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

from api.graphql.compiled.code import Code, Read, object_of
from api.graphql.compiled.selected import Document, NotCompiledError, declared_field


def shape_value(
    document: Document, code: Code, kind: GraphQLOutputType, nodes: Sequence[FieldNode], value: Read
) -> str:
    """The expression that writes a value of a GraphQL type. Raises NotCompiledError for what only resolvers can do."""
    if isinstance(kind, GraphQLNonNull):
        return shape_value(document, code, kind.of_type, nodes, there(code, value))
    if isinstance(kind, GraphQLList):
        one = code.name()
        below = shape_value(document, code, kind.of_type, nodes, Read(one))
        return code.unless_none(value, lambda text: f"[{below} for {one} in {text}]")
    if is_leaf_type(kind):
        write = write_leaf(kind)
        return code.unless_none(value, lambda text: code.call(write, text))
    if isinstance(kind, GraphQLObjectType):
        return _shape_object(document, code, kind, nodes, value)
    raise NotCompiledError(f"{kind} is abstract")


def there(code: Code, value: Read) -> Read:
    """The same where None is an error, which the resolvers tell."""
    return value if value.is_there else Read(code.call(_must, value.text), is_there=True)


def _must(value: Any) -> Any:
    if value is None:
        raise NotCompiledError("null for a field that is never null")
    return value


def write_leaf(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """How a scalar or an enum's member is written: as the schema itself does it."""
    if kind in {GraphQLString, GraphQLID}:
        return lambda value: value if type(value) is str else kind.serialize(value)
    if kind is GraphQLBoolean:
        return lambda value: value if type(value) is bool else kind.serialize(value)
    if isinstance(kind, GraphQLEnumType):
        return _remembered(kind.serialize)
    return kind.serialize


def _remembered(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Members of an enum are few: each is written once."""
    known: dict[Any, Any] = {}

    def written(value: Any) -> Any:
        found = known.get(value)
        if found is None:
            found = known[value] = write(value)
        return found

    return written


def _shape_object(
    document: Document, code: Code, kind: GraphQLObjectType, nodes: Sequence[FieldNode], value: Read
) -> str:
    """An object that is a plain value, as money: attributes, and resolvers of nothing but it and arguments."""
    name = code.name()
    parts: list[tuple[str, str]] = []
    for key, fields in document.fields(kind, [node.selection_set for node in nodes]).items():
        if fields[0].name.value == "__typename":
            parts.append((key, repr(kind.name)))
            continue
        field = kind.fields[fields[0].name.value]
        read = _read(document, code, field, fields[0], name)
        parts.append((key, shape_value(document, code, field.type, fields, Read(read))))
    shaped = object_of(parts)
    return f"(None if ({name} := {value.text}) is None else {shaped})"


def _read(document: Document, code: Code, field: GraphQLField, node: FieldNode, name: str) -> str:
    declared = declared_field(field)
    if declared.extensions:
        raise NotCompiledError(f"{declared.python_name} does more than to resolve")
    resolver = declared.base_resolver
    if resolver is None:
        return f"{name}.{declared.python_name}"
    if resolver.info_parameter is not None or resolver.is_async or resolver.parent_parameter is None:
        raise NotCompiledError(f"{declared.python_name} needs its resolver")
    arguments = document.arguments(field, node)
    call: Callable[..., Any] = resolver.wrapped_func  # type: ignore[assignment]  # never a class method
    return code.call(lambda value: call(value, **arguments), name)
