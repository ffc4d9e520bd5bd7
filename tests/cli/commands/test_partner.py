from uuid import UUID

import httpx

from core.adapters.wiring import Platform
from core.ids import new_id
from core.marketplace.models import PartnerKind, PartnerRow
from tests.cli.commands.conftest import SolventHere
from tests.support.apps import register_app
from tests.support.people import Person


async def _company(platform: Platform) -> str:
    slug = f"c-{new_id().hex[-12:]}"
    async with platform.database.system_unit_of_work() as uow:
        uow.session.add(PartnerRow(slug=slug, name="A company", kind=PartnerKind.LEGAL, about_en="", about_ru=""))
    return slug


async def test_an_app_and_a_person_are_tied(
    solvent_here: SolventHere, platform: Platform, client: httpx.AsyncClient, person: Person
) -> None:
    slug = await _company(platform)
    app = await register_app(platform, client, redirectUris=[], scopes=[], serviceScopes=["partner:leads"])
    tied = await solvent_here("partner", "tie", slug, "--app", app.client_id, "--user", person.email, "--json")
    assert tied.code == 0, tied.err
    assert tied.lines == [{"slug": slug, "name": "A company", "app": app.client_id, "user_id": str(person.user_id)}]
    token = (await app.token(grant_type="client_credentials", scope="partner:leads")).json()["access_token"]
    asked = "{ partnerLeads { totalCount } }"
    for caller in (Person(client, token), person):
        assert await caller.ask(asked) == {"partnerLeads": {"totalCount": 0}}
    assert tied.lines[0] in (await solvent_here("partner", "list", "--json")).lines
    history = (await person.ask("{ activity(first: 1) { edges { node { action } } } }"))["activity"]["edges"]
    assert history == [{"node": {"action": "partner.tied"}}]
    other = await solvent_here("partner", "tie", await _company(platform), "--app", app.client_id)
    assert (other.code, "PARTNER_TIE" in other.err or "another partner" in other.err) == (2, True)


async def test_what_can_not_be_tied(solvent_here: SolventHere, platform: Platform, client: httpx.AsyncClient) -> None:
    slug = await _company(platform)
    banks = await register_app(platform, client, redirectUris=[], scopes=[], serviceScopes=["banks:read"])
    for arguments in (
        ("nobody", "--app", banks.client_id),
        (slug, "--app", banks.client_id),
        (slug, "--app", str(UUID(int=7))),
        (slug, "--app", "x"),
        (slug, "--user", "nobody@example.com"),
    ):
        assert (await solvent_here("partner", "tie", *arguments)).code == 2, arguments
