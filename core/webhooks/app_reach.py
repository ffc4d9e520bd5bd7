"""What of a person's events an app may be told: no more than it was let see."""

from collections.abc import Iterable, Mapping
from typing import Final

from core.actor import App
from core.db.database import Database
from core.identity.oauth.lasting_reach import lasting_scopes
from core.identity.oauth.scopes import OF_WEBHOOKS, Scope
from core.webhooks.errors import AppEndedError, WebhookScopeError
from core.webhooks.event_kind import EventKind
from core.webhooks.models import WebhookRow

LASTING: Final = frozenset({Scope.WEBHOOKS_WRITE.value, Scope.OFFLINE_ACCESS.value})
"""What an app must be let do for as long as its endpoints are told: they are told while the person is away."""
_NEEDED: Final[Mapping[EventKind, Scope | None]] = {
    EventKind.TRANSACTIONS_CREATED: Scope.TRANSACTIONS_READ,
    EventKind.TRANSACTIONS_CHANGED: Scope.TRANSACTIONS_READ,
    EventKind.TRANSACTIONS_REMOVED: Scope.TRANSACTIONS_READ,
    EventKind.DOCUMENT_READ: Scope.DOCUMENTS_READ,
    EventKind.FORECAST_MADE: Scope.FORECAST_READ,
    EventKind.LEAD_CHANGED: Scope.LEADS_READ,
    EventKind.CONSENT_GRANTED: Scope.BANKS_READ,
    EventKind.CONSENT_EXPIRING: Scope.BANKS_READ,
    EventKind.CONSENT_ENDED: Scope.BANKS_READ,
    # Their data is what other people handed over to a company: nobody's app is told of it in a person's name.
    EventKind.PARTNER_LEAD_SENT: None,
    EventKind.PARTNER_LEAD_WITHDRAWN: None,
    EventKind.TEST: Scope.WEBHOOKS_WRITE,
}


def check_lasting(app: App) -> None:
    """Raise WebhookScopeError unless the app may go on while its person is away."""
    if missing := LASTING - app.scopes:
        raise WebhookScopeError(f"A webhook tells while the person is away: it needs {' and '.join(sorted(missing))}.")


def check_kinds_of(scopes: Iterable[str], kinds: Iterable[EventKind]) -> None:
    """Raise WebhookScopeError for an event of which these scopes let nobody know."""
    reached = set(scopes)
    for kind in kinds:
        needed = _NEEDED[kind]
        if needed is None:
            raise WebhookScopeError(f"`{kind.value}` is for no app.", field="kinds")
        if needed.value not in reached:
            raise WebhookScopeError(f"`{kind.value}` needs the scope {needed.value}.", field="kinds")


async def app_now(database: Database, webhook: WebhookRow, kind: EventKind) -> App | None:
    """The app that keeps an endpoint, with what it may be told now; None for the person's own.

    That is what the token reached which the endpoint was last changed with, as far as the person still lets the app.
    Raises AppEndedError where the app may do nothing for the person any more, WebhookScopeError for an event that it is
    not let know of.
    """
    if webhook.client_id is None:
        return None
    async with database.read_system() as read:
        lasting = await lasting_scopes(read.session, webhook.user_id, webhook.client_id, LASTING)
    if lasting is None:
        raise AppEndedError("The app may do nothing for the person any more.")
    reached = lasting.intersection(webhook.scopes or ())
    check_kinds_of(reached, [kind])
    return App(webhook.client_id, reached - {scope.value for scope in OF_WEBHOOKS})
