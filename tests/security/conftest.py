from collections.abc import Awaitable, Callable

import httpx
import pytest

from core.adapters.wiring import Platform
from tests.support.people import Person, make_person

People = Callable[[], Awaitable[Person]]


@pytest.fixture(scope="session")
def make_people(platform: Platform, client: httpx.AsyncClient) -> People:
    """People for as long as the run lasts."""
    return lambda: make_person(platform, client)
