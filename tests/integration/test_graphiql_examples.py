"""Every example that GraphiQL shows is a valid operation of the schema as it stands."""

from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse, validate

from api.graphql.schema import build_schema
from api.http.graphiql import EXAMPLES
from core.settings import LimitSettings

SCHEMA = build_schema(LimitSettings())._schema


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_an_example_is_valid(path: Path) -> None:
    assert validate(SCHEMA, parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_an_example_runs_as_it_stands(path: Path) -> None:
    """It asks for no variable but those that the page fills in for the demo person: two accounts to pay between."""
    operations = parse(path.read_text(encoding="utf-8")).definitions
    asked = {
        variable.variable.name.value
        for operation in operations
        if isinstance(operation, OperationDefinitionNode)
        for variable in operation.variable_definitions or ()
    }
    assert asked <= {"from", "to"}
