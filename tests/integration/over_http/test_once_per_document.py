"""A document is parsed and validated when it is new, however often and in whichever way it is asked for."""

from uuid import uuid4

import graphql.language.parser
import pytest

from tests.support.documents import by_hash, get, post
from tests.support.people import Person

COUNTED = {"parsed": 0, "validated": 0}


@pytest.fixture(autouse=True)
def _count(monkeypatch: pytest.MonkeyPatch) -> None:

    class CountingParser(graphql.language.parser.Parser):
        def parse_document(self) -> graphql.DocumentNode:
            COUNTED["parsed"] += 1
            return super().parse_document()

    def counting_validate(*given: object) -> object:
        COUNTED["validated"] += 1
        return graphql.validate(*given)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr(graphql.language.parser, "Parser", CountingParser)
    monkeypatch.setattr("strawberry.schema.schema.validate", counting_validate)
    COUNTED.update(parsed=0, validated=0)


@pytest.mark.parametrize(
    "document",
    [
        "query {name} {{ viewer {{ id email }} }}",  # a plan answers it from the second time on
        "query {name} {{ __schema {{ queryType {{ name }} }} }}",  # resolvers answer it always
        "mutation {name} {{ signOut {{ errors {{ code }} }} }}",
    ],
)
async def test_a_document_is_parsed_and_validated_when_it_is_new(stranger: Person, document: str) -> None:
    text = document.format(name=f"Once{uuid4().hex}")
    await post(stranger, {"query": text})
    once = dict(COUNTED)
    assert once["validated"] == 1
    assert once["parsed"] <= 2  # the executor's tree, and that of the plan that is learnt from a good answer
    for _ in range(3):
        await post(stranger, {"query": text})
        await post(stranger, {"query": text, "extensions": by_hash(text)})
        await get(stranger, query=text)
    assert once == COUNTED


async def test_a_document_by_its_hash_is_no_new_one(person: Person) -> None:
    text = f"query Once{uuid4().hex} {{ viewer {{ id email }} }}"
    await post(person, {"query": text, "extensions": by_hash(text)})
    once = dict(COUNTED)
    for _ in range(3):
        assert "errors" not in (await post(person, {"extensions": by_hash(text)})).json()
        assert "errors" not in (await get(person, extensions=by_hash(text))).json()
    assert once == COUNTED
