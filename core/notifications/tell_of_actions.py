"""Word of what others did: partners who answered a request."""

from collections.abc import Awaitable, Callable, Iterable

from core.clock import Clock
from core.db.at_once import NotAtOnceError, Part
from core.db.uow import UnitOfWork
from core.db.work_record import WorkRecord
from core.key_action import KeyAction
from core.notifications.notice_kind import NoticeKind
from core.notifications.notify import Notice, notify


def telling_of_actions(clock: Clock) -> Callable[[UnitOfWork], Awaitable[None]]:
    """The hook before a commit: what a domain writes into a person's history, and they did not do, they are told."""

    async def tell(uow: UnitOfWork) -> None:
        for action in uow.recorded:
            if is_news(action):
                after = str(action.details.get("after", ""))
                notice = Notice(NoticeKind.LEAD_CHANGED, f"{action.subject_id}:{action.action}:{after}")
                await notify(uow, clock.now(), [notice], user_id=action.user_id)

    return tell


def no_news_beside(record: WorkRecord) -> Iterable[Part]:
    """Nothing goes beside what is written at once: what would be news is for a unit of work."""
    if any(is_news(action) for action in record.recorded):
        raise NotAtOnceError("a notice of a key action")
    return ()


def is_news(action: KeyAction) -> bool:
    """Whether a partner did something with a person's lead."""
    return action.action.startswith("lead.") and action.subject_id is not None and action.actor_id != action.user_id
