"""A partner's system in small: what a company writes to work with Solvent. It knows the contract and nothing of ours.

The contract that it makes with us is in tests/contract/pacts: what it asks and reads here is what we hold to.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import httpx

TIMEOUT_SECONDS: Final = 10.0
MOST_PAGES: Final = 100
LEADS: Final = """query Leads($after: String) {
  partnerLeads(first: 50, after: $after, filter: {statuses: [SENT]}, orderBy: OLDEST_FIRST) {
    edges { node { id status consentText offer { slug } handedOver { field value } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
MOVE: Final = """mutation Move($input: MovePartnerLeadInput!) {
  movePartnerLead(input: $input) { lead { id status } errors { code message } }
}"""


class SolventError(Exception):
    """Solvent refused: the code says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who asked for an offer; `values` is all that is known of them."""

    id: str
    offer: str
    status: str
    consent_text: str
    values: Mapping[str, str]


class PartnerClient:
    """The API with an app's credentials."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS)
        self._credentials = (client_id, client_secret)
        self._token: str | None = None

    def __enter__(self) -> Self:
        """Connections are kept open until the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close them."""
        self._http.close()

    def sign_in(self) -> None:
        """Take a token in the app's own name; it lasts ten minutes."""
        form = {"grant_type": "client_credentials", "scope": "partner:leads"}
        answer = self._http.post("/oauth/token", data=form, auth=self._credentials)
        told = answer.json()
        if answer.is_error:
            raise SolventError(str(told["error"]), str(told.get("error_description", "")))
        self._token = str(told["access_token"])

    def new_leads(self) -> Iterator[Lead]:
        """The leads that wait, oldest first, over all pages."""
        after: str | None = None
        for _ in range(MOST_PAGES):
            page = self._ask(LEADS, {"after": after})["partnerLeads"]
            yield from (_lead(edge["node"]) for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            after = page["pageInfo"]["endCursor"]

    def move(self, lead_id: str, to: str) -> str:
        """Say where a lead stands. Returns where it stands now; raises SolventError, as LEAD_STATE."""
        told = self._ask(MOVE, {"input": {"leadId": lead_id, "to": to}})["movePartnerLead"]
        if told["errors"]:
            raise SolventError(told["errors"][0]["code"], told["errors"][0]["message"])
        return str(told["lead"]["status"])

    def _ask(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        if self._token is None:
            self.sign_in()
        headers = {"authorization": f"Bearer {self._token}"}
        answer = self._http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        told = answer.json()
        if told.get("errors"):
            first = told["errors"][0]
            raise SolventError(first["extensions"]["code"], first["message"])
        found: dict[str, Any] = told["data"]
        return found


class LeadBook:
    """What the company keeps: filled by webhooks whose signature was verified, emptied when a consent is taken back."""

    def __init__(self) -> None:
        self.leads: dict[str, Lead] = {}

    def take(self, body: bytes) -> None:
        """Take an event in. The same one may come twice, and in any order: a withdrawn lead stays gone."""
        event = json.loads(body)
        lead = _lead(event["data"])
        if event["type"] == "partner.lead.withdrawn" or lead.status == "WITHDRAWN":
            self.leads.pop(lead.id, None)
        elif event["type"] == "partner.lead.sent":
            self.leads[lead.id] = lead


def _lead(told: Mapping[str, Any]) -> Lead:
    return Lead(
        id=told["id"],
        offer=told["offer"]["slug"] if told["offer"] else "",
        status=told["status"],
        consent_text=told["consentText"],
        values={one["field"]: one["value"] for one in told["handedOver"]},
    )
