import pytest

from core.adapters.wiring import Platform
from tests.core.documents.matching.papers import Desk, open_desk
from tests.support.people import Person


@pytest.fixture
async def desk(platform: Platform, person: Person) -> Desk:
    assert person.user_id is not None
    return await open_desk(platform, person.user_id)
