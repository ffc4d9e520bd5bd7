"""The partner's side of the contract: what its client asks and reads, written to the pacts that are in this repository.

`SOLVENT_WRITE_PACTS=1 pytest tests/contract/test_partner_consumer.py` writes them anew.
"""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from pact import Pact, match

from sandbox.partner_client import LEADS, MOVE, LeadBook, PartnerClient, SolventError
from tests.support.partner_pact import (
    CLIENT_ID,
    CONSUMER,
    LEAD_ID,
    MESSAGE_PACT,
    MESSENGER,
    OFFER,
    PACT,
    PROVIDER,
    SECRET,
    SENT_MESSAGE,
    TOKEN,
    WITHDRAWN_MESSAGE,
    State,
)

BASIC = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
FORM = "grant_type=client_credentials&scope=partner%3Aleads"


def lead(**changes: Any) -> dict[str, Any]:
    """A lead as the client reads it: the id and what stands in it may be others, its shape not."""
    values = match.each_like({"field": match.regex("NAME", regex="[A-Z_]+"), "value": match.like("Anna")}, min=1)
    return {
        "id": match.like(LEAD_ID),
        "status": "SENT",
        "consentText": match.like("They may have this."),
        "offer": {"slug": match.like(OFFER)},
        "handedOver": values,
    } | changes


def ask(query: str, variables: dict[str, Any]) -> dict[str, Any]:
    return {"query": query, "variables": variables}


def graphql(pact: Pact, description: str, state: State, body: dict[str, Any], answer: dict[str, Any]) -> None:
    (
        pact.upon_receiving(description)
        .given(state.value)
        .with_request("POST", "/graphql")
        .with_header("authorization", f"Bearer {TOKEN}")
        .with_body(body, "application/json")
        .will_respond_with(200)
        .with_body(answer, "application/json")
    )


def moved(status: str) -> dict[str, Any]:
    return {"data": {"movePartnerLead": {"lead": {"id": match.like(LEAD_ID), "status": status}, "errors": []}}}


def moving(to: str) -> dict[str, Any]:
    return ask(MOVE, {"input": {"leadId": LEAD_ID, "to": to}})


@pytest.fixture(scope="module")
def asked() -> Pact:
    """What it asks of us."""
    made = Pact(CONSUMER, PROVIDER).with_specification("V4")
    (
        made.upon_receiving("a token in the app's own name")
        .given(State.APP.value)
        .with_request("POST", "/oauth/token")
        .with_header("authorization", f"Basic {BASIC}")
        .with_body(FORM, "application/x-www-form-urlencoded")
        .will_respond_with(200)
        .with_body({"access_token": match.like(TOKEN), "token_type": "Bearer"}, "application/json")
    )
    page = {"edges": [{"node": lead()}], "pageInfo": {"hasNextPage": False, "endCursor": match.like("cursor")}}
    graphql(made, "the leads that wait", State.WAITS, ask(LEADS, {"after": None}), {"data": {"partnerLeads": page}})
    graphql(made, "a lead is accepted", State.WAITS, moving("ACCEPTED"), moved("ACCEPTED"))
    refused = {"lead": None, "errors": [{"code": "LEAD_STATE", "message": match.like("It can't.")}]}
    graphql(made, "a withdrawn lead is won", State.GONE, moving("WON"), {"data": {"movePartnerLead": refused}})
    return made


@pytest.fixture(scope="module")
def told() -> Pact:
    """What it is told by webhook."""
    made = Pact(CONSUMER, MESSENGER).with_specification("V4")
    common = {"termsVersion": match.integer(1), "consentedAt": match.like("2026-03-05T12:00:00+00:00")}
    offer = {"id": match.like("T2ZmZXI6MQ=="), "slug": match.like(OFFER)}
    withdrawn = lead(status="WITHDRAWN", handedOver=[], consentText="", offer=offer, **common)
    for description, state, kind, data in (
        (SENT_MESSAGE, State.WAITS, "partner.lead.sent", lead(offer=offer, **common)),
        (WITHDRAWN_MESSAGE, State.GONE, "partner.lead.withdrawn", withdrawn),
    ):
        body = {"type": kind, "timestamp": match.like("2026-03-05T12:00:00+00:00"), "data": data}
        made.upon_receiving(description, "Async").given(state.value).with_body(body, "application/json")
    return made


def test_the_client_gets_on_with_what_the_contract_says(asked: Pact) -> None:
    with asked.serve() as server, PartnerClient(str(server.url), CLIENT_ID, SECRET) as client:
        (found,) = client.new_leads()
        assert (found.id, found.offer, found.values) == (LEAD_ID, OFFER, {"NAME": "Anna"})
        assert client.move(LEAD_ID, "ACCEPTED") == "ACCEPTED"
        with pytest.raises(SolventError) as refused:
            client.move(LEAD_ID, "WON")
    assert refused.value.code == "LEAD_STATE"


def test_the_client_takes_webhooks_in(told: Pact) -> None:
    book = LeadBook()
    kept: list[int] = []

    def take(body: str | bytes | None, _: dict[str, object]) -> None:
        assert body is not None
        book.take(body.encode() if isinstance(body, str) else body)
        kept.append(len(book.leads))

    told.verify(take, kind="Async")
    assert kept == [1, 0]


def test_the_pacts_in_the_repository_are_these(asked: Pact, told: Pact, tmp_path: Path) -> None:
    for pact, kept in ((asked, PACT), (told, MESSAGE_PACT)):
        pact.write_file(tmp_path, overwrite=True)
        written = json.loads((tmp_path / kept.name).read_text(encoding="utf-8"))
        if os.environ.get("SOLVENT_WRITE_PACTS"):
            kept.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        assert json.loads(kept.read_text(encoding="utf-8"))["interactions"] == written["interactions"]
