"""Thousands of made-up requests against a running API: none may end in a fault of ours."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import graphql
import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

TIMEOUT_SECONDS: Final = 30
"""An answer that takes longer is a fault too."""
FAULTS: Final = frozenset({"INTERNAL"})
"""Codes of GraphQL errors that say: it was us."""
MOST_KEPT: Final = 20
CONTENT_TYPES: Final = (
    "application/json",
    "application/graphql",
    "application/graphql-response+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/json; charset=utf-16",
    "",
)
_TEXT: Final = st.text(max_size=40)
_JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=12,
)
_BODIES: Final = (
    st.binary(max_size=400)
    | _JSON.map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries(
        {"query": _TEXT | st.just("{ viewer { id } }") | _JSON},
        optional={"variables": _JSON, "operationName": _JSON, "extensions": _JSON, "id": _JSON, "documentId": _JSON},
    ).map(lambda value: json.dumps(value).encode())
)
_NOT_IN_NAMES: Final = re.compile("[^A-Za-z0-9_]")


def _named(value: Any) -> Any:
    """The same with keys that a document can hold, which are names there."""
    if isinstance(value, list):
        return [_named(one) for one in value]
    if isinstance(value, dict):
        return {f"k{_NOT_IN_NAMES.sub('', key)}": _named(one) for key, one in value.items()}
    return value


SCALARS: Final = {
    "Date": st.dates().map(str) | _TEXT,
    "DateTime": st.datetimes().map(lambda moment: f"{moment.isoformat()}Z") | _TEXT,
    "Decimal": st.decimals(allow_nan=False, allow_infinity=False, places=2).map(str) | _TEXT,
    "Currency": st.sampled_from(["RUB", "EUR", "USD", "JPY", "XXX"]) | _TEXT,
    "JSON": _JSON.map(_named),
}
"""What is written where the schema has a scalar of ours."""


@dataclass(frozen=True)
class Round:
    """So many cases against a URL, drawn from a seed, three of four by somebody signed in.

    `sign_in` gives the token of a new person: what is drawn signs out, changes passwords and leaves, too, and whoever
    is refused for their token from then on would try nothing.
    """

    url: str
    sign_in: Callable[[], str]
    cases: int
    seed: int


@dataclass
class Tally:
    """What the answers were: how many of each sort, and the requests that we failed."""

    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, response: httpx.Response, asked: object) -> None:
        """Sort an answer. A body of GraphQL counts by its first error's code."""
        codes = list(_codes(response))
        self.answers[f"{response.status_code} {codes[0]}" if codes else str(response.status_code)] += 1
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or FAULTS.intersection(codes):
            self.fault(f"{response.status_code} {codes} for {asked!r}")

    def fault(self, told: str) -> None:
        """A request that failed by us; the first ones are kept."""
        self.answers["FAULT"] += 1
        if len(self.faults) < MOST_KEPT:
            self.faults.append(told[:600])


def fuzz_graphql(fuzzed: Round) -> Tally:
    """Valid documents with made-up arguments, drawn from the schema as the URL tells of it."""
    url = fuzzed.url
    with _asking(url, fuzzed.sign_in()) as client:
        asked = {"query": graphql.get_introspection_query()}
        introspected = client.post(url, json=asked).raise_for_status().json()["data"]
    known = {kind["name"] for kind in introspected["__schema"]["types"]}
    for name, strategy in SCALARS.items():
        if name in known:
            schemathesis.graphql.scalar(name, strategy.map(_node))
    drawn = schemathesis.graphql.from_dict({"data": introspected}).as_strategy()

    def send(client: httpx.Client, case: Any) -> tuple[httpx.Response, object]:
        return client.post(url, json={"query": case.body}), case.body

    return _fuzz(fuzzed, drawn, send)


def fuzz_bodies(fuzzed: Round) -> Tally:
    """Bodies and content types that no client would send."""
    url = fuzzed.url

    def send(client: httpx.Client, case: tuple[bytes, str]) -> tuple[httpx.Response, object]:
        body, kind = case
        return client.post(url, content=body, headers={"content-type": kind}), case

    return _fuzz(fuzzed, st.tuples(_BODIES, st.sampled_from(CONTENT_TYPES)), send)


def fuzz_rest(fuzzed: Round) -> Tally:
    """Requests drawn from the OpenAPI description of everything that is not GraphQL."""
    url = fuzzed.url
    described = httpx.get(f"{url}/openapi.json", timeout=TIMEOUT_SECONDS).raise_for_status().json()
    schema = schemathesis.openapi.from_dict(described)
    schema.config.update(base_url=url)

    def send(client: httpx.Client, case: Any) -> tuple[httpx.Response, object]:
        made = case.as_transport_kwargs(base_url=url)
        headers = {name: str(value) for name, value in (made.get("headers") or {}).items()}
        request = client.build_request(
            made["method"],
            made["url"],
            params=made.get("params"),
            headers=headers,
            cookies=made.get("cookies"),
            content=made.get("data") if isinstance(made.get("data"), bytes | str) else None,
            json=made.get("json"),
        )
        return client.send(request), case

    return _fuzz(fuzzed, schema.as_strategy(), send)


def _fuzz(
    fuzzed: Round,
    drawn: st.SearchStrategy[Any],
    send: Callable[[httpx.Client, Any], tuple[httpx.Response, object]],
) -> Tally:
    tally = Tally()
    token = fuzzed.sign_in()
    with _asking(fuzzed.url, None) as client:

        @seeded(fuzzed.seed)
        @settings(
            max_examples=fuzzed.cases,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given(drawn, st.sampled_from([True, True, True, False]))
        def ask(case: Any, is_signed_in: bool) -> None:
            nonlocal token
            try:
                answer, asked = send(_as(client, token if is_signed_in else None), case)
                if is_signed_in and answer.status_code == httpx.codes.UNAUTHORIZED:
                    token = fuzzed.sign_in()
                    answer, asked = send(_as(client, token), case)
                tally.count(answer, asked)
            except (ValueError, TypeError, UnicodeError, httpx.InvalidURL, httpx.LocalProtocolError):
                tally.answers["not sent: no HTTP"] += 1
            except httpx.HTTPError as error:
                tally.fault(f"{type(error).__name__} for {case!r}")

        ask()
    return tally


def _as(client: httpx.Client, token: str | None) -> httpx.Client:
    client.headers.pop("authorization", None)
    if token is not None:
        client.headers["authorization"] = f"Bearer {token}"
    return client


@contextmanager
def _asking(url: str, token: str | None) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(base_url=url, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        yield client


def _codes(response: httpx.Response) -> Iterator[str]:
    if "json" not in response.headers.get("content-type", ""):
        return
    body = response.json()
    for error in (body.get("errors") or []) if isinstance(body, dict) else []:
        if isinstance(error, dict):
            yield str((error.get("extensions") or {}).get("code", "BAD_REQUEST"))


def _node(value: Any) -> graphql.ValueNode:
    """The value as a document's text has it."""
    return graphql.parse_value(_literal(value))


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{' '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{' '.join(f'{name}: {_literal(one)}' for name, one in value.items())}}}"
    return json.dumps(value)
