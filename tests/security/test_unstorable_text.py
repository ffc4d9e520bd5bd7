"""Texts that PostgreSQL can't hold are the caller's mistake, wherever a field takes any text."""

from typing import Any

import pytest

from tests.support.people import Person

FILTERS = [
    ("BankProductFilter", "bankProducts", {"bankCodes": ["a\x00b"]}),
    ("ActivityFilter", "activity", {"actions": ["\x00"]}),
]


@pytest.mark.parametrize(("kind", "field", "wanted"), FILTERS)
async def test_a_nul_in_a_filter_is_named(person: Person, kind: str, field: str, wanted: dict[str, Any]) -> None:
    query = f"query($f: {kind}) {{ {field}(filter: $f) {{ __typename }} }}"
    for _ in range(2):  # the second time a plan may answer
        assert await person.error_code(query, f=wanted) == "INVALID_TEXT"


@pytest.mark.parametrize("text", [r"\uD800", r"\uDC00x", r"\u{D800}"])
async def test_half_a_character_in_a_document_is_refused(person: Person, text: str) -> None:
    query = f'{{ bankProducts(filter: {{bankCodes: ["{text}"]}}) {{ __typename }} }}'
    assert await person.error_code(query) == "GRAPHQL_VALIDATION_FAILED"
