from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from api.app import create_app
from core.adapters.wiring import Platform
from core.identity.access_token import AccessTokens
from core.identity.models import SessionRow, UserRow
from core.settings import Settings
from tests.support.people import Person
from tests.support.serving import Address, served


@pytest.fixture
async def address(settings: Settings, platform: Platform) -> AsyncIterator[Address]:
    """The API behind a real socket."""
    async with served(create_app(settings, platform)) as made:
        yield made


async def with_token_for(platform: Platform, person: Person, seconds: float) -> Person:
    """The same person on the same device with a token that ends soon; its end is a whole second."""
    assert person.token is not None
    actor = await platform.access_tokens.check(person.token)
    async with platform.database.read(actor.user_id) as read:
        user = await read.session.get_one(UserRow, actor.user_id)
    lifetime = timedelta(seconds=seconds)
    short = AccessTokens(platform.secrets, platform.clock, platform.settings.public_url, lifetime)
    return replace(person, token=(await short.issue(user, actor.session_id)).text)


async def on_another_device(platform: Platform, person: Person) -> Person:
    """The same person with another session."""
    assert person.user_id is not None
    now = platform.clock.now()
    async with platform.database.unit_of_work(person.user_id) as uow:
        session = SessionRow(user_id=person.user_id, last_used_at=now, expires_at=now + timedelta(days=1))
        uow.session.add(session)
        await uow.session.flush()
        user = await uow.session.get_one(UserRow, person.user_id)
        session_id = session.id
    return replace(person, token=(await platform.access_tokens.issue(user, session_id)).text)
