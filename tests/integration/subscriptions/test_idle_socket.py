"""A socket's queue and its door do what uvicorn asks of asyncio's, and its handshake is forgotten."""

import asyncio
import gc

from api.http.idle_socket import IdleSocketProtocol, MessageQueue, OpenDoor
from tests.support.people import Person
from tests.support.serving import Address


async def test_messages_come_in_order_and_none_is_lost_to_a_reader_who_gave_up() -> None:
    queue = MessageQueue()
    assert queue.empty()
    for number in range(3):
        queue.put_nowait({"number": number})
    assert [await queue.get() for _ in range(3)] == [{"number": 0}, {"number": 1}, {"number": 2}]
    reading = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.put_nowait({"number": 3})
    reading.cancel()
    await asyncio.wait({reading})
    assert reading.cancelled()
    assert await queue.get() == {"number": 3}
    assert queue.empty()


async def test_all_who_wait_go_on_when_the_door_opens() -> None:
    door = OpenDoor()
    await door.wait()
    door.clear()
    door.clear()
    waiting = [asyncio.create_task(door.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    _, still = await asyncio.wait(waiting, timeout=0.01)
    assert still == set(waiting[1:])
    door.set()
    door.set()
    async with asyncio.timeout(1):
        await asyncio.gather(*still)
        await door.wait()


async def test_who_wakes_at_a_shut_door_waits_on() -> None:
    door = OpenDoor()
    door.clear()
    waiting = asyncio.create_task(door.wait())
    await asyncio.sleep(0)
    door.set()
    door.clear()
    await asyncio.wait({waiting}, timeout=0.01)
    assert not waiting.done()
    door.set()
    await asyncio.wait_for(waiting, 1)


async def test_an_open_socket_holds_no_headers(address: Address, person: Person) -> None:
    async with address.socket(person):
        (held,) = [one for one in gc.get_objects() if isinstance(one, IdleSocketProtocol) and not one.disconnected]
        assert not held.request.headers
        assert not held.response.headers
