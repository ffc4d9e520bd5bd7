"""Random documents that are valid under a schema: fields, aliases, fragments, directives, pages and filters."""

import json
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

DEEPEST = 5
WIDEST = 4


@dataclass
class Drawing:
    """One document that is being drawn. `known` are values that arguments of a name may take, as texts."""

    draw: st.DrawFn
    schema: GraphQLSchema
    known: dict[str, list[str]]
    fragments: list[str] = field(default_factory=list)
    variables: dict[str, bool] = field(default_factory=dict)

    def pick(self, options: Any) -> Any:
        return self.draw(st.sampled_from(list(options)))

    def chance(self, of: int) -> bool:
        return self.draw(st.integers(1, of)) == 1


@st.composite
def documents(
    draw: st.DrawFn, schema: GraphQLSchema, roots: list[str], known: dict[str, list[str]]
) -> tuple[str, dict[str, bool]]:
    """A document with one query, and its variables."""
    drawing = Drawing(draw, schema, known)
    query = schema.query_type
    assert query is not None
    parts = []
    for number in range(draw(st.integers(1, 2))):
        name = drawing.pick(roots)
        parts.append(f"r{number}: {_field(drawing, query, name, 1)}")
    defined = ", ".join(f"${name}: Boolean!" for name in drawing.variables)
    head = f"query Q({defined})" if defined else "query Q"
    return "\n".join([f"{head} {{ {' '.join(parts)} }}", *drawing.fragments]), drawing.variables


@st.composite
def payloads(
    draw: st.DrawFn, schema: GraphQLSchema, name: str, known: dict[str, list[str]]
) -> tuple[str, dict[str, bool]]:
    """A document with one mutation of this name, whose input is the variable `$i`, and its other variables."""
    drawing = Drawing(draw, schema, known)
    mutation = schema.mutation_type
    assert mutation is not None
    field_ = mutation.fields[name]
    selection = _selection(drawing, field_.type, 1)
    defined = "".join(f", ${one}: Boolean!" for one in drawing.variables)
    head = f"mutation M($i: {field_.args['input'].type}{defined}) {{ m: {name}(input: $i) {selection} }}"
    return "\n".join([head, *drawing.fragments]), drawing.variables


def _field(drawing: Drawing, kind: GraphQLObjectType | GraphQLInterfaceType, name: str, depth: int) -> str:
    if name == "__typename":
        return name
    described = kind.fields[name]
    arguments = [
        f"{key}: {_value(drawing, key, argument.type)}"
        for key, argument in described.args.items()
        if _is_given(drawing, key, argument)
    ]
    text = f"{name}({', '.join(arguments)})" if arguments else name
    return f"{text} {_directive(drawing)} {_selection(drawing, described.type, depth)}"


def _is_given(drawing: Drawing, key: str, argument: GraphQLArgument) -> bool:
    """Orders and what is deprecated are seldom given: the resolvers answer for most of them."""
    is_seldom = key == "orderBy" or argument.deprecation_reason is not None
    return is_required_argument(argument) or (key != "after" and drawing.chance(10 if is_seldom else 2))


def _selection(drawing: Drawing, type_: GraphQLOutputType, depth: int) -> str:
    kind = get_named_type(type_)
    if is_leaf_type(kind):
        return ""
    assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
    names = ["__typename", *(name for name, of in kind.fields.items() if depth < DEEPEST or _is_leaf(of.type))]
    if "totalCount" in names and not drawing.chance(6):  # it is the resolvers'
        names.remove("totalCount")
    arguments = {name for name, of in kind.fields.items() if of.args}
    parts = []
    for number in range(drawing.draw(st.integers(1, WIDEST))):
        name = drawing.pick(names)
        alias = f"a{depth}_{number}: " if name in arguments or _is_object(kind, name) or drawing.chance(4) else ""
        parts.append(_wrapped(drawing, kind, alias + _field(drawing, kind, name, depth + 1)))
    return f"{{ {' '.join(parts)} }}"


def _wrapped(drawing: Drawing, kind: GraphQLObjectType | GraphQLInterfaceType, text: str) -> str:
    """Sometimes inside a fragment, named or not."""
    if drawing.chance(8):
        return f"... on {kind.name} {_directive(drawing)} {{ {text} }}"
    if drawing.chance(12):
        name = f"F{len(drawing.fragments)}"
        drawing.fragments.append(f"fragment {name} on {kind.name} {{ {text} }}")
        return f"...{name} {_directive(drawing)}"
    return text


def _directive(drawing: Drawing) -> str:
    if not drawing.chance(10):
        return ""
    word = drawing.pick(["include", "skip"])
    if drawing.chance(2):
        return f"@{word}(if: {drawing.pick(['true', 'false'])})"
    name = f"v{drawing.draw(st.integers(0, 2))}"
    drawing.variables.setdefault(name, drawing.draw(st.booleans()))
    return f"@{word}(if: ${name})"


def _value(drawing: Drawing, key: str, type_: Any) -> str:
    if isinstance(type_, GraphQLNonNull):
        return _value(drawing, key, type_.of_type)
    if isinstance(type_, GraphQLList):
        return f"[{_value(drawing, key, type_.of_type)}]"
    if isinstance(type_, GraphQLEnumType):
        return str(drawing.pick(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        given = [
            f"{name}: {_value(drawing, name, of.type)}"
            for name, of in type_.fields.items()
            if isinstance(of.type, GraphQLNonNull) or drawing.chance(5)
        ]
        return f"{{{', '.join(given)}}}"
    return _scalar(drawing, key, type_.name)


def _scalar(drawing: Drawing, key: str, name: str) -> str:
    if key in drawing.known:
        return json.dumps(drawing.pick(drawing.known[key]))
    values: dict[str, list[str]] = {
        "Int": ["1", "3", "20"],
        "Boolean": ["true", "false"],
        "Date": ['"2024-03-01"', '"2024-12-31"'],
        "Decimal": ['"0.01"', '"500"'],
        "String": ['"a"', '"кофе"', '"50%"', '"ru"', '"en"'],
        "ID": ['"VHJhbnNhY3Rpb246MDFhMWZjZjEtOGJmMS03MGVlLTg1Y2EtYTRiNWUwZDc3ZjZi"', '"x"'],
    }
    return str(drawing.pick(values.get(name, ['"x"'])))


def _is_leaf(type_: GraphQLOutputType) -> bool:
    return is_leaf_type(get_named_type(type_))


def _is_object(kind: GraphQLObjectType | GraphQLInterfaceType, name: str) -> bool:
    """What has fields of its own is told apart by an alias: two of one name would have to ask for the same."""
    return name != "__typename" and not _is_leaf(kind.fields[name].type)
