from uuid import UUID

from core.clock import Clock
from core.db.uow import UnitOfWork
from core.errors import NotFoundError
from core.identity.oauth.models import OAuthClientRow
from core.key_action import KeyAction


async def disable_client(uow: UnitOfWork, clock: Clock, client_id: UUID, *, actor_id: UUID) -> OAuthClientRow:
    """Switch an app off: none of its tokens is good any more, and it gets no new ones. Repeating it is no error.

    Needs the system role's unit of work. Raises NotFoundError.
    """
    client = await uow.session.get(OAuthClientRow, client_id, with_for_update=True)
    if client is None:
        raise NotFoundError("There is no such app.", field="appId")
    if client.disabled_at is None:
        client.disabled_at = clock.now()
        uow.record(KeyAction(actor_id, "app.disabled", "oauth_client", client.id, actor_id, {"name": client.name}))
        await uow.session.flush()
    return client
