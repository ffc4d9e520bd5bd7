"""A stream lives no longer than the sign-in it was opened with, and says why it ends."""

import asyncio
from contextlib import suppress

import pytest
import websockets

from core.adapters.wiring import Platform
from core.identity.deactivate_user import deactivate_user
from tests.integration.subscriptions.conftest import on_another_device, with_token_for
from tests.support.event_streams import event_stream
from tests.support.files import send_file
from tests.support.people import Person
from tests.support.serving import PROGRESS, Address, next_state

STATEMENT = b"Date,Description,Amount,Currency\n2026-01-05,Tea,-3.00,EUR\n"
SIGN_OUT = "mutation { signOut { errors { code } } }"


async def a_job(person: Person) -> str:
    key: str = (await send_file(person, "STATEMENT", "tea.csv", STATEMENT))["job"]["id"]
    return key


async def end_of(channel: websockets.ClientConnection) -> tuple[int | None, str | None]:
    """What the socket closes with; whatever comes before is passed over."""
    with suppress(websockets.ConnectionClosed):
        async with asyncio.timeout(8):
            while True:
                await channel.recv()
    return channel.close_code, channel.close_reason


async def test_a_socket_closes_when_its_token_ends(address: Address, person: Person, platform: Platform) -> None:
    key = await a_job(person)
    async with address.watch(await with_token_for(platform, person, 4), key) as channel:
        assert await next_state(channel, 5) == "QUEUED"
        assert await end_of(channel) == (4403, "TOKEN_EXPIRED")


async def test_an_event_stream_ends_when_its_token_does(address: Address, person: Person, platform: Platform) -> None:
    key = await a_job(person)
    async with event_stream(address, await with_token_for(platform, person, 4), PROGRESS, id=key) as stream:
        assert await stream.next_data() == {"jobProgress": {"state": "QUEUED"}}
        event, told = await stream.next_event()
        assert event == "next"
        assert [error["extensions"]["code"] for error in told["errors"]] == ["TOKEN_EXPIRED"]
        assert await stream.next_event() == ("complete", {})
        assert await stream.is_over()


async def test_signing_out_ends_what_this_device_watches_and_no_other(
    address: Address, person: Person, platform: Platform
) -> None:
    key = await a_job(person)
    other = await on_another_device(platform, person)
    async with (
        address.watch(person, key) as channel,
        event_stream(address, person, PROGRESS, id=key) as stream,
        address.watch(other, key) as elsewhere,
    ):
        assert await next_state(channel, 5) == await next_state(elsewhere, 5) == "QUEUED"
        assert await stream.next_data() == {"jobProgress": {"state": "QUEUED"}}
        await asyncio.sleep(1.2)  # the stream's own wait for the end of its sign-in begins a second after it
        await person.ask(SIGN_OUT)
        assert await end_of(channel) == (4401, "SESSION_ENDED")
        _, told = await stream.next_event()
        assert [error["extensions"]["code"] for error in told["errors"]] == ["SESSION_ENDED"]
        assert await stream.next_event() == ("complete", {})
        await elsewhere.ping()
        assert elsewhere.close_code is None


async def test_deactivation_ends_every_device(address: Address, person: Person, platform: Platform) -> None:
    other = await on_another_device(platform, person)
    async with address.socket(person) as channel, address.socket(other) as elsewhere:
        await asyncio.sleep(0.1)
        assert person.user_id is not None
        async with platform.database.unit_of_work(person.user_id) as uow:
            await deactivate_user(uow, platform.clock, person.user_id, actor_id=person.user_id, reason="test")
        assert await end_of(channel) == await end_of(elsewhere) == (4401, "SESSION_ENDED")


async def test_the_token_of_a_session_that_has_ended_opens_no_socket(address: Address, person: Person) -> None:
    await person.ask(SIGN_OUT)
    with pytest.raises(websockets.ConnectionClosedError) as closed:
        async with address.socket(person):
            pass
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4403


async def test_messages_are_text_as_browsers_want_them(address: Address, person: Person) -> None:
    key = await a_job(person)
    async with address.watch(person, key) as channel:
        assert isinstance(await channel.recv(), str)
