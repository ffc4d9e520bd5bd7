"""A partner reaches its own offers and the leads made for it: by its app's scopes, and in the database itself."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError

from core.adapters.wiring import Platform
from core.db.partner_scope import read_as_partner, work_as_partner
from core.identity.models import UserRow
from core.marketplace.models import LeadRow, LeadStatus, LeadStepRow, OfferRow
from tests.support.apps import register_app
from tests.support.partners import CREATE, LEADS, PUBLISH, Partner, ask_for, make_partner, offer_input
from tests.support.people import Person

pytestmark = pytest.mark.security
NEITHER = "query { partnerLeads { totalCount } }"


@pytest.fixture(scope="module")
async def partners(platform: Platform, client: httpx.AsyncClient) -> tuple[Partner, Partner]:
    return await make_partner(platform, client), await make_partner(platform, client)


async def code_of(asking: Person, query: str) -> str:
    (error,) = (await asking.send(query))["errors"]
    found: str = error["extensions"]["code"]
    return found


async def test_a_partner_sees_and_moves_its_own_alone(partners: tuple[Partner, Partner], person: Person) -> None:
    mine, other = partners
    offer = await mine.offer(slug="own-alone")
    await ask_for(person, offer)
    (lead,) = await mine.leads(offerId=offer)
    assert await other.leads() == []
    assert await other.leads(offerId=offer) == []
    assert (await other.move(lead["id"], "ACCEPTED"))["errors"] == [{"code": "NOT_FOUND", "field": "leadId"}]
    assert (await other.caller.ask(PUBLISH, i={"id": offer}))["publishPartnerOffer"]["errors"] == [
        {"code": "NOT_FOUND", "field": "id"}
    ]
    (still,) = await mine.leads(offerId=offer)
    assert still["status"] == "SENT"


async def test_the_database_holds_the_line_without_a_filter(
    platform: Platform, partners: tuple[Partner, Partner], person: Person
) -> None:
    mine, other = partners
    offer = await mine.offer(slug="without-a-filter")
    await ask_for(person, offer)
    async with read_as_partner(platform.database, other.id) as read:
        assert (await read.session.execute(select(func.count()).select_from(LeadRow))).scalar_one() == 0
        assert (await read.session.execute(select(func.count()).select_from(LeadStepRow))).scalar_one() == 0
        owners = (await read.session.execute(select(OfferRow.partner_id).distinct())).scalars().all()
    assert set(owners) <= {other.id}
    async with read_as_partner(platform.database, mine.id) as read:
        assert (await read.session.execute(select(func.count()).select_from(LeadRow))).scalar_one() >= 1


@pytest.mark.parametrize(
    "statement",
    [
        select(UserRow.email),
        text("SELECT amount_minor FROM transactions"),
        text("SELECT client_id FROM partners"),
        update(LeadRow).values(handed_over={"name": "x"}),
        update(LeadRow).values(consent_text="x"),
        text("DELETE FROM leads"),
        text("DELETE FROM lead_steps"),
        text("UPDATE lead_steps SET status = 'won'"),
    ],
    ids=str,
)
async def test_the_role_can_nothing_else(
    platform: Platform, partners: tuple[Partner, Partner], statement: object
) -> None:
    async with work_as_partner(platform.database, partners[0].id, None) as uow:
        with pytest.raises(DBAPIError) as refused:
            async with uow.session.begin_nested():
                await uow.session.execute(statement)  # type: ignore[call-overload]  # any statement
        assert getattr(refused.value.orig, "sqlstate", None) == "42501"


async def test_a_lead_of_anothers_can_not_be_written(
    platform: Platform, partners: tuple[Partner, Partner], person: Person
) -> None:
    mine, other = partners
    await ask_for(person, await mine.offer(slug="not-written"))
    async with work_as_partner(platform.database, other.id, None) as uow:
        moved = await uow.session.execute(update(LeadRow).values(status=LeadStatus.WON))
        assert getattr(moved, "rowcount", None) == 0


async def test_nobody_else_is_a_partner(platform: Platform, client: httpx.AsyncClient, person: Person) -> None:
    assert await code_of(person, NEITHER) == "NOT_A_PARTNER"
    app = await register_app(
        platform, client, scopes=[], redirectUris=[], serviceScopes=["partner:offers", "partner:leads"]
    )
    token = (await app.token(grant_type="client_credentials", scope="partner:leads")).json()["access_token"]
    assert await code_of(Person(client, token), NEITHER) == "NOT_A_PARTNER"
    made = (await person.ask(CREATE, i=offer_input()))["createPartnerOffer"]
    assert made["errors"] == [{"code": "NOT_A_PARTNER", "field": None}]


async def test_one_scope_is_not_the_other(client: httpx.AsyncClient, partners: tuple[Partner, Partner]) -> None:
    mine, _ = partners
    token = (await mine.app.token(grant_type="client_credentials", scope="partner:offers")).json()["access_token"]
    asking = Person(client, token)
    assert await code_of(asking, NEITHER) == "INSUFFICIENT_SCOPE"
    assert await code_of(asking, "{ leads { id } }") == "INSUFFICIENT_SCOPE"
    assert await code_of(mine.caller, "{ viewer { id } }") == "INSUFFICIENT_SCOPE"
    assert await asking.ask("{ partnerOffers { totalCount } }")


async def test_no_app_gets_a_partners_scope_of_a_person(platform: Platform, client: httpx.AsyncClient) -> None:
    with pytest.raises(AssertionError, match="INVALID_SCOPE"):
        await register_app(platform, client, scopes=["partner:leads"])


async def test_no_app_learns_of_income_by_an_offer(
    platform: Platform, client: httpx.AsyncClient, person: Person
) -> None:
    app = await register_app(platform, client, scopes=["marketplace:read", "leads:read"])
    asking = await app.caller(person, "marketplace:read leads:read")
    assert await asking.ask("{ marketplace { offers { slug } } }")
    assert await code_of(asking, "{ marketplace { offers { eligibility { isEligible } } } }") == "INSUFFICIENT_SCOPE"


async def test_anothers_lead_is_not_found_by_people(
    partners: tuple[Partner, Partner], person: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    made = await ask_for(person, await partners[0].offer(slug="peoples-own"))
    stranger = await another()
    found = await stranger.ask("query($id: ID!) { node(id: $id) { id } }", id=made["lead"]["id"])
    assert found == {"node": None}
    assert (await stranger.ask("{ leads { id steps { at } } }"))["leads"] == []
    assert "data" in await partners[0].caller.send(LEADS)
