"""`unreadNotifications` tells how many, at once and when it changes: what the web app's bell listens to."""

from core.adapters.wiring import Platform
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify
from tests.support.people import Person
from tests.support.serving import Address, next_message, subscribe

WATCH = "subscription { unreadNotifications }"
READ = "mutation { markNotificationsRead(input: {}) { unread errors { code } } }"


async def test_the_count_comes_at_once_and_with_each_notice_and_each_reading(
    address: Address, platform: Platform, person: Person
) -> None:
    assert person.user_id is not None
    async with address.socket(person) as channel:
        await subscribe(channel, WATCH)
        counts = [(await next_message(channel))["payload"]["data"]["unreadNotifications"]]
        for number in (1, 2):
            async with platform.database.unit_of_work(person.user_id) as uow:
                await notify(uow, platform.clock.now(), [Notice(NoticeKind.TAX_LIMIT, f"limit:{number}", "NPD")])
            counts.append((await next_message(channel))["payload"]["data"]["unreadNotifications"])
        await person.ask(READ)  # in another tab
        counts.append((await next_message(channel))["payload"]["data"]["unreadNotifications"])
    assert counts == [0, 1, 2, 0]
