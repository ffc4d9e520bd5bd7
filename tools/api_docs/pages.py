"""The pages of the API as Markdown."""

import re
from collections.abc import Iterator, Mapping

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLType,
    OperationDefinitionNode,
    Undefined,
    ast_from_value,
    get_named_type,
    parse,
    print_ast,
)

from tools.api_docs.domains import COMMON, DOMAINS, domain_of_field, domains_of_types, is_list_part

BUILT = "<!-- Built by `make schema` from the schema: change descriptions there. -->"
TITLES = {
    "identity": "People and sign-in",
    "accounts": "Accounts, transactions, categories",
    "banking": "Banks, statements, payments",
    "documents": "Documents and receipts",
    "forecasting": "Forecasts and plans",
    "taxes": "Taxes",
    "reports": "Income reports",
    "marketplace": "Marketplace",
    "notifications": "Notifications",
    "webhooks": "Webhooks",
    "jobs": "Jobs",
    "audit": "History",
    COMMON: "What all share",
}


class Pages:
    """All pages of a schema. `examples` are documents by their file name; a page links those that use its fields."""

    def __init__(self, schema: GraphQLSchema, examples: Mapping[str, str]) -> None:
        self._schema = schema
        self._domains = domains_of_types(schema)
        self._used_by = {name: _root_fields(text) for name, text in examples.items()}

    def written(self) -> dict[str, str]:
        """Each page's text by its file name."""
        pages = {f"{domain}.md": _text(self._page(domain)) for domain in (*DOMAINS, COMMON)}
        return pages | {"README.md": _text(self._index())}

    def _index(self) -> Iterator[str]:
        yield "# The API, field by field"
        yield BUILT
        yield "How to call it is told in [Calling the API](../graphql.md). One page a domain:"
        rows = ["| Page | Queries | Mutations | Subscriptions |", "|---|---|---|---|"]
        for domain in (*DOMAINS, COMMON):
            cells = [f"[{TITLES[domain]}]({domain}.md)"]
            for word, root in self._roots():
                names = [name for name, field in root.fields.items() if domain_of_field(field) == domain]
                cells.append(", ".join(f"[`{name}`]({domain}.md#{_anchor(word, name)})" for name in names))
            rows.append(f"| {' | '.join(cells)} |")
        yield "\n".join(rows)

    def _page(self, domain: str) -> Iterator[str]:
        yield f"# {TITLES[domain]}"
        yield BUILT
        yield "[All pages](README.md) · [Calling the API](../graphql.md)"
        for word, root in self._roots():
            fields = {name: field for name, field in root.fields.items() if domain_of_field(field) == domain}
            if fields:
                yield f"## {'Queries' if word == 'query' else word.capitalize() + 's'}"
            for name, field in fields.items():
                yield from self._root_field(word, name, field)
        if domain == COMMON:
            yield from self._lists()
        for title, word, kinds in (
            ("Types", "type", (GraphQLObjectType, GraphQLInterfaceType)),
            ("Inputs", "input", (GraphQLInputObjectType,)),
            ("Enums", "enum", (GraphQLEnumType,)),
            ("Scalars", "scalar", (GraphQLScalarType,)),
        ):
            mine = [self._schema.type_map[name] for name, home in sorted(self._domains.items()) if home == domain]
            listed = [kind for kind in mine if isinstance(kind, kinds)]
            if listed:
                yield f"## {title}"
            for kind in listed:
                yield f"### {word} {kind.name}"
                yield kind.description or ""
                yield self._table(kind)

    def _roots(self) -> Iterator[tuple[str, GraphQLObjectType]]:
        schema = self._schema
        roots = {"query": schema.query_type, "mutation": schema.mutation_type, "subscription": schema.subscription_type}
        yield from ((word, root) for word, root in roots.items() if root is not None)

    def _root_field(self, word: str, name: str, field: GraphQLField) -> Iterator[str]:
        yield f"### {word} {name}"
        yield f"{field.description or ''} Answers {self._type(field.type)}."
        if field.args:
            rows = [self._row(key, argument) for key, argument in field.args.items()]
            yield "\n".join(["| Argument | Type | |", "|---|---|---|", *rows])
        examples = [file for file, used in self._used_by.items() if name in used]
        if examples:
            yield "Example: " + ", ".join(f"[`{file}`](../../api/http/examples/{file})" for file in examples) + "."

    def _lists(self) -> Iterator[str]:
        """The parts that every list has, told of one of them."""
        yield "## Lists"
        yield (
            "A type whose name ends with `Connection` is a page of a list, and one that ends with `Edge` an entry of "
            "it. All are alike but for the type of `node`."
        )
        for name in ("TransactionConnection", "TransactionEdge"):
            yield f"### type {name}"
            yield self._table(self._schema.type_map[name])

    def _table(self, kind: GraphQLNamedType) -> str:
        if isinstance(kind, GraphQLEnumType):
            rows = [f"| `{name}` | {_cell(value.description)} |" for name, value in kind.values.items()]
            return "\n".join(["| Value | |", "|---|---|", *rows])
        if isinstance(kind, GraphQLScalarType):
            return ""
        fields: Mapping[str, GraphQLField | GraphQLInputField] = getattr(kind, "fields", {})
        rows = [self._row(name, field) for name, field in fields.items()]
        return "\n".join(["| Field | Type | |", "|---|---|---|", *rows])

    def _row(self, name: str, part: GraphQLField | GraphQLInputField | GraphQLArgument) -> str:
        told = _cell(part.description)
        if not isinstance(part, GraphQLField) and (given := _literal(part)) is not None:
            told += f" By default `{given}`."
        if part.deprecation_reason:
            told = f"**Deprecated.** {part.deprecation_reason} {told}"
        if isinstance(part, GraphQLField) and part.args:
            arguments = "; ".join(
                f"`{key}` {self._type(argument.type)}: {_cell(argument.description)}"
                for key, argument in part.args.items()
            )
            told += f" Arguments: {arguments}"
        return f"| `{name}` | {self._type(part.type)} | {told} |"

    def _type(self, kind: GraphQLType) -> str:
        """A type as it is written, linked to where it is told of."""
        if isinstance(kind, GraphQLNonNull):
            return f"{self._type(kind.of_type)}!"
        if isinstance(kind, GraphQLList):
            return f"\\[{self._type(kind.of_type)}\\]"
        named = get_named_type(kind)
        if is_list_part(named):
            return f"[{named.name}]({COMMON}.md#lists)"
        if named.name not in self._domains:
            return named.name
        return f"[{named.name}]({self._domains[named.name]}.md#{_anchor(_word(named), named.name)})"


def _word(kind: GraphQLNamedType) -> str:
    words = ((GraphQLInputObjectType, "input"), (GraphQLEnumType, "enum"), (GraphQLScalarType, "scalar"))
    return next((word for form, word in words if isinstance(kind, form)), "type")


def _anchor(word: str, name: str) -> str:
    return f"{word}-{name.lower()}"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("\n", " ")


def _literal(part: GraphQLInputField | GraphQLArgument) -> str | None:
    """A default as it is written; None for none, and for null."""
    if part.default_value is Undefined or part.default_value is None:
        return None
    value = ast_from_value(part.default_value, part.type)
    return print_ast(value) if value is not None else None


def _root_fields(text: str) -> set[str]:
    """Names of the root fields that a document asks for."""
    return {
        selection.name.value
        for operation in parse(text).definitions
        if isinstance(operation, OperationDefinitionNode)
        for selection in operation.selection_set.selections
        if isinstance(selection, FieldNode)
    }


def _text(parts: Iterator[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(part for part in parts if part)) + "\n"
