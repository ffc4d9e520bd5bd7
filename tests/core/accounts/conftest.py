import pytest

from core.adapters.wiring import Platform
from tests.core.accounts.books import Books, open_books
from tests.support.people import Person


@pytest.fixture
async def books(platform: Platform, person: Person) -> Books:
    assert person.user_id is not None
    return await open_books(platform, person.user_id)
