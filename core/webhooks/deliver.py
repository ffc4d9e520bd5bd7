"""One attempt at one delivery: what is said, signed, sent, and what came of it."""

import time

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from core.actor import App
from core.clock import Clock
from core.db.database import Database
from core.errors import DomainError, NotFoundError
from core.ports.webhook_payload import EventFacts, PayloadQueryError, WebhookPayloads
from core.ports.webhook_sender import Failure, WebhookAnswer, WebhookSender
from core.settings import WebhookSettings
from core.webhooks.app_reach import app_now
from core.webhooks.backoff import pauses
from core.webhooks.claim_deliveries import Claimed
from core.webhooks.errors import AppEndedError
from core.webhooks.event_kind import SUBJECTS
from core.webhooks.find_webhook import own_webhooks
from core.webhooks.measure_deliveries import DeliveryMeasures, Outcome
from core.webhooks.models import WebhookDeliveryRow, WebhookEventRow, WebhookRow
from core.webhooks.settle_delivery import Settled, settle_delivery
from core.webhooks.sign import signed_headers

log = structlog.get_logger()


class Courier:
    """Carries deliveries; holds what that takes."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: WebhookSettings,
        sender: WebhookSender,
        payloads: WebhookPayloads,
        *,
        measures: DeliveryMeasures,
    ) -> None:
        self.database = database
        self.settings = settings
        self.clock = clock
        self._sender = sender
        self.payloads = payloads
        self.measures = measures

    async def deliver(self, claimed: Claimed) -> Settled | None:
        """Make one attempt. No transaction is open while the endpoint is talked to.

        Whoever dies before the outcome is committed leaves a lease that lapses, and the attempt is made again under the
        same id; after a 2xx was committed nobody can take the delivery any more.
        """
        began = time.monotonic()
        try:
            answer, settled = await self._attempt_and_settle(claimed)
        except NotFoundError:  # the endpoint was deleted meanwhile
            self.measures.ended(claimed.kind, Outcome.NO_ENDPOINT, time.monotonic() - began)
            return None
        except Exception:
            self.measures.ended(claimed.kind, Outcome.BROKEN_OFF, time.monotonic() - began)
            raise
        self.measures.settled(claimed.kind, answer, settled, time.monotonic() - began)
        log.info(
            "webhook_attempt",
            delivery_id=str(claimed.id),
            webhook_id=str(claimed.webhook_id),
            status_code=answer.status_code,
            error=answer.error,
            outcome=settled.state.value if settled else "lost",
        )
        return settled

    async def _attempt_and_settle(self, claimed: Claimed) -> tuple[WebhookAnswer, Settled | None]:
        answer = await self._attempt(claimed)
        async with self.database.unit_of_work(claimed.user_id) as uow:
            return answer, await settle_delivery(uow, self.clock, self.settings, claimed, answer)

    async def _attempt(self, claimed: Claimed) -> WebhookAnswer:
        if claimed.attempts > len(pauses(self.settings)) + 1:
            # Nobody lived to tell what came of the others: whatever kills processes is not tried for ever.
            return _unsent("Each attempt broke off.", Failure.BROKEN_OFF)
        async with self.database.read(claimed.user_id) as read:
            wanted = own_webhooks(claimed.user_id).where(WebhookRow.id == claimed.webhook_id)
            secrets = (undefer(WebhookRow.secret), undefer(WebhookRow.previous_secret))
            webhook = (await read.session.execute(wanted.options(*secrets))).scalar_one_or_none()
            found = await read.session.execute(
                select(WebhookEventRow)
                .join(WebhookDeliveryRow, WebhookDeliveryRow.event_id == WebhookEventRow.id)
                .where(
                    WebhookEventRow.user_id == claimed.user_id,
                    WebhookDeliveryRow.user_id == claimed.user_id,
                    WebhookDeliveryRow.id == claimed.id,
                )
            )
            event = found.scalar_one_or_none()
        if webhook is None or event is None:
            raise NotFoundError("There is no such webhook.")
        try:
            facts = _facts(webhook, event, await app_now(self.database, webhook, event.kind))
            body = await self.payloads.body(facts, webhook.payload_query)
        except AppEndedError as error:
            return _unsent(str(error), Failure.APP_ENDED)
        except PayloadQueryError as error:
            return _unsent(f"The payload's query failed: {error.message}")
        except DomainError as error:
            return _unsent(f"The payload could not be made: {error.message}")
        now = self.clock.now()
        secrets_now = [webhook.secret]
        if webhook.previous_secret and webhook.previous_secret_until and webhook.previous_secret_until > now:
            secrets_now.append(webhook.previous_secret)
        headers = signed_headers(secrets_now, event.id, now, body)
        return await self._sender.send(webhook.url, headers, body)


def _facts(webhook: WebhookRow, event: WebhookEventRow, app: App | None) -> EventFacts:
    return EventFacts(
        user_id=webhook.user_id,
        webhook_id=webhook.id,
        event_id=event.id,
        kind=event.kind.value,
        subject_type=SUBJECTS[event.kind],
        subject_ids=event.subject_ids,
        account_ids=event.account_ids,
        at=event.created_at,
        app=app,
    )


def _unsent(error: str, failure: Failure = Failure.PAYLOAD) -> WebhookAnswer:
    """What stands for an answer where nothing was sent."""
    return WebhookAnswer(None, "", 0, error, failure=failure)
