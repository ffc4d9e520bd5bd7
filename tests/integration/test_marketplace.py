from collections.abc import Awaitable, Callable

from tests.support.people import Person

OFFERS = "{ marketplace { partners { slug offers { slug } } offers { id slug requestedFields partner { name } } } }"
REQUEST = """mutation($i: RequestLeadInput!) { requestLead(input: $i) {
  lead { id status consentText handedOver { field value } offer { slug } } errors { code field } } }"""
WITHDRAW = """mutation($i: WithdrawLeadInput!) { withdrawLead(input: $i) {
  lead { status handedOver { value } } errors { code } } }"""


async def offer(person: Person, slug: str) -> str:
    listed = (await person.ask(OFFERS))["marketplace"]["offers"]
    ids: dict[str, str] = {found["slug"]: found["id"] for found in listed}
    return ids[slug]


async def test_a_lead_hands_over_what_was_agreed_and_nothing_else(
    person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    given = {
        "offerId": await offer(person, "first-review"),
        "agreedFields": ["NAME", "EMAIL"],
        "consentText": "Ledgerly may have my name and mail address.",
    }
    made = (await person.ask(REQUEST, i=given))["requestLead"]
    assert made["errors"] == []
    expected = [{"field": "EMAIL", "value": person.email}, {"field": "NAME", "value": "Anna"}]
    assert made["lead"]["handedOver"] == expected
    twice = (await person.ask(REQUEST, i=given))["requestLead"]
    assert twice["errors"] == [{"code": "LEAD_EXISTS", "field": "offerId"}]
    other = await another()
    assert (await other.ask("{ leads { id } }"))["leads"] == []
    stolen = await other.ask(WITHDRAW, i={"leadId": made["lead"]["id"]})
    assert stolen["withdrawLead"]["errors"] == [{"code": "NOT_FOUND"}]
    taken_back = (await person.ask(WITHDRAW, i={"leadId": made["lead"]["id"]}))["withdrawLead"]
    assert taken_back["lead"] == {"status": "WITHDRAWN", "handedOver": []}
    again = (await person.ask(REQUEST, i=given))["requestLead"]
    assert again["errors"] == []


async def test_consent_must_name_exactly_the_fields(person: Person) -> None:
    given = {"offerId": await offer(person, "first-review"), "consentText": "yes"}
    for fields in (["NAME"], ["NAME", "EMAIL", "BASE_CURRENCY"], []):
        refused = (await person.ask(REQUEST, i=given | {"agreedFields": fields}))["requestLead"]
        assert refused["errors"] == [{"code": "CONSENT_MISMATCH", "field": "agreedFields"}]
