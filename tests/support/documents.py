"""Documents that are asked for by their hash."""

import hashlib
import json
from typing import Any

import httpx

from tests.support.people import Person

GRAPHQL_TYPE = "application/graphql-response+json"


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def by_hash(text: str) -> dict[str, Any]:
    """The extension of Apollo's automatic persisted queries."""
    return {"persistedQuery": {"version": 1, "sha256Hash": hashed(text)}}


def bearer(person: Person, **more: str) -> dict[str, str]:
    token = {"authorization": f"Bearer {person.token}"} if person.token else {}
    return token | {name.replace("_", "-"): value for name, value in more.items()}


async def post(person: Person, body: Any, client: httpx.AsyncClient | None = None, **headers: str) -> httpx.Response:
    """POST any JSON."""
    return await (client or person.client).post("/graphql", json=body, headers=bearer(person, **headers))


async def get(person: Person, client: httpx.AsyncClient | None = None, /, **asked: Any) -> httpx.Response:
    """GET with parameters; what is no string goes as JSON. `headers` are headers."""
    headers = bearer(person, **asked.pop("headers", {}))
    parameters = {name: value if isinstance(value, str) else json.dumps(value) for name, value in asked.items()}
    return await (client or person.client).get("/graphql", params=parameters, headers=headers)


def code_of(answer: httpx.Response) -> str:
    """The code of the one error."""
    [error] = answer.json()["errors"]
    code: str = error["extensions"]["code"]
    return code
