"""Neither the answer nor its time tells whether an address is known."""

import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import update

from core.adapters.wiring import Platform
from core.identity.models import UserRow
from core.identity.password import hash_password
from tests.support.accounts import PASSWORD, from_address, new_address
from tests.support.people import Person, make_person

pytestmark = pytest.mark.security

ROUNDS = 7
TRIES = 3  # another program's burst makes one differ, a real difference shows in each
ASK = "mutation($i: AskedByMailInput!) { %s(input: $i) { errors { code field message } } }"
SIGN_IN = "mutation($i: SignInInput!) { signIn(input: $i) { session { accessToken } errors { code field message } } }"
REGISTER = "mutation($i: RegisterUserInput!) { registerUser(input: $i) { errors { code field message } } }"


def signing_in(email: str) -> tuple[str, dict[str, str]]:
    return SIGN_IN, {"email": email, "password": "not the right one 3"}


def registering(email: str) -> tuple[str, dict[str, str]]:
    return REGISTER, {"email": email, "password": PASSWORD, "displayName": "Olga"}


def resetting(email: str) -> tuple[str, dict[str, str]]:
    return ASK % "requestPasswordReset", {"email": email}


def resending(email: str) -> tuple[str, dict[str, str]]:
    return ASK % "resendVerification", {"email": email}


def coming_back(email: str) -> tuple[str, dict[str, str]]:
    return ASK % "requestReactivation", {"email": email}


Asking = Callable[[str], tuple[str, dict[str, str]]]


async def known_people(platform: Platform, stranger: Person) -> list[str]:
    hashed = await hash_password(PASSWORD)
    people = [(await make_person(platform, stranger.client)).email for _ in range(ROUNDS - 1)]
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(update(UserRow).where(UserRow.email.in_(people)).values(password_hash=hashed))
    # Who has no password at all, as people who come by another provider, is no quicker either.
    return [*people, (await make_person(platform, stranger.client)).email]


async def timed(client_of: Callable[[int], Person], asking: Asking, number: int, email: str) -> tuple[Any, float]:
    query, given = asking(email)
    person = client_of(number)
    began = time.perf_counter()
    body = await person.send(query, i=given)
    return body, time.perf_counter() - began


@pytest.mark.parametrize("asking", [signing_in, registering, resetting, resending, coming_back])
async def test_known_and_unknown_addresses_answer_alike_in_like_time(
    stranger: Person, platform: Platform, asking: Asking
) -> None:
    answers: set[str] = set()
    tries = []
    for attempt in range(TRIES):
        there, nowhere = await medians(stranger, platform, asking, attempt, answers)
        tries.append((there, nowhere))
        if abs(there - nowhere) < max(0.25 * max(there, nowhere), 0.010):
            break
    else:
        pytest.fail(f"known and unknown addresses take different times, in seconds: {tries}")
    assert len(answers) == 1


async def medians(
    stranger: Person, platform: Platform, asking: Asking, attempt: int, answers: set[str]
) -> tuple[float, float]:
    """Seconds for known and for unknown addresses."""
    known = await known_people(platform, stranger)

    def client_of(number: int) -> Person:
        return from_address(stranger.client, f"172.{16 + attempt}.{number}.{1 + hash(asking) % 200}")

    await timed(client_of, asking, 200, new_address())  # what is made on first use
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, email in enumerate(known):  # by turns, so that a busy machine slows both
        for is_known, address in ((True, email), (False, new_address())):
            body, seconds = await timed(client_of, asking, number, address)
            answers.add(str(body))
            times[is_known].append(seconds)
    return statistics.median(times[True]), statistics.median(times[False])


async def test_a_link_of_somebody_else_s_says_no_more_than_a_made_up_one(
    stranger: Person, another: Callable[[], Awaitable[Person]]
) -> None:
    await another()
    reset = "mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { errors { code field message } } }"
    for token in ("", "x", "A" * 108, "A" * 5000):
        answer = await stranger.ask(reset, i={"token": token, "newPassword": PASSWORD})
        (error,) = answer["resetPassword"]["errors"]
        assert (error["code"], error["field"]) == ("INVALID_LINK", "token")
