"""One operation asked twice: resolvers answer first, and then the plan that was learnt."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import pytest

from api.graphql import view
from api.graphql.compiled.answer_compiled import CompiledAnswers
from api.graphql.compiled.asked import Asked
from api.graphql.context import Context
from tests.support.people import Person

AskTwice = Callable[..., Awaitable["Twice"]]


class Twice:
    """The answers of both ways; `is_compiled` says whether the second came from a plan."""

    def __init__(self, first: Any, second: Any, *, is_compiled: bool) -> None:
        self.first = first
        self.second = second
        self.is_compiled = is_compiled


@pytest.fixture
def ask_twice(person: Person, monkeypatch: pytest.MonkeyPatch) -> AskTwice:
    answered: list[bool] = []
    real = CompiledAnswers.answer

    async def spied(self: CompiledAnswers, asked: Asked, context: Context) -> bytes | None:
        data = await real(self, asked, context)
        answered.append(data is not None)
        return data

    async def uncounted(_: Context) -> None:
        """Thousands of requests of one person in a minute are the test's, and no flood."""

    monkeypatch.setattr(CompiledAnswers, "answer", spied)
    monkeypatch.setattr(view, "count_request", uncounted)

    async def ask(document: str, between: Callable[[], Awaitable[Any]] | None = None, **variables: Any) -> Twice:
        """`between` is done before it is asked again."""
        body = {"query": f"{document}\n# {uuid4().hex}", "variables": variables}
        headers = {"authorization": f"Bearer {person.token}"}
        first = await person.client.post("/graphql", json=body, headers=headers)
        if between is not None:
            await between()
        answered.clear()
        second = await person.client.post("/graphql", json=body, headers=headers)
        return Twice(first.json(), second.json(), is_compiled=answered == [True])

    return ask
