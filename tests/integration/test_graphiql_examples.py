"""Every example that GraphiQL shows is a valid operation of the schema as it stands."""

from pathlib import Path

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse, validate

from api.graphql.schema import build_schema
from api.http.graphiql import EXAMPLES, IDS
from core.settings import LimitSettings

TWO_ACCOUNTS = {"from", "to"}


def root_fields(path: Path, *, as_called: bool = False) -> set[str]:
    """The root fields of a document; `as_called` by their aliases."""
    return {
        field.alias.value if as_called and field.alias else field.name.value
        for operation in parse(path.read_text(encoding="utf-8")).definitions
        if isinstance(operation, OperationDefinitionNode)
        for field in operation.selection_set.selections
        if isinstance(field, FieldNode)
    }


FILLED_IN = root_fields(IDS, as_called=True) | TWO_ACCOUNTS
SCHEMA = build_schema(LimitSettings())._schema


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path) -> None:
    assert validate(SCHEMA, parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_an_example_runs_as_it_stands(path: Path) -> None:
    """It asks for no variable but those that the page fills in for the demo person."""
    operations = parse(path.read_text(encoding="utf-8")).definitions
    asked = {
        variable.variable.name.value
        for operation in operations
        if isinstance(operation, OperationDefinitionNode)
        for variable in operation.variable_definitions or ()
    }
    assert asked <= FILLED_IN


def test_the_page_fills_in_what_it_says() -> None:
    assert validate(SCHEMA, parse(IDS.read_text(encoding="utf-8"))) == []


def test_the_examples_show_all_that_the_schema_can_do() -> None:
    shown = {name for path in EXAMPLES.glob("*.graphql") for name in root_fields(path)}
    roots = (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type)
    assert {name for root in roots if root is not None for name in root.fields} == shown
