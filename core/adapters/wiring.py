"""The one place that builds engines and clients from settings. Importing it does no I/O."""

import asyncio
import base64
import inspect
import secrets as entropy
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import unquote, urlsplit
from uuid import UUID

import structlog

from core.accounts.changes.write_change import change_beside, write_change
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.limits.leased_limiter import LeasedRateLimiter
from core.adapters.limits.redis_limiter import RedisRateLimiter
from core.adapters.limits.redis_once import RedisOnce
from core.adapters.mail.mailbox_folder import MailboxFolder
from core.adapters.mail.smtp import MailSecurity, MailServer, SmtpMailer
from core.adapters.oidc.openid_provider import OpenIdProvider, ProviderAccess
from core.adapters.places.maxmind import MaxMindPlaces, NoPlaces
from core.adapters.push.web_push import WebPushSender
from core.adapters.queries.redis_queries import RedisQueries
from core.adapters.queue.celery_app import make_celery
from core.adapters.queue.celery_queue import CeleryQueue
from core.adapters.queue.redis_events import RedisEvents
from core.adapters.rates.bank_of_russia_feed import BankOfRussiaRateFeed
from core.adapters.rates.ecb_feed import EcbRateFeed
from core.adapters.search.postgres import PostgresSearchIndex
from core.adapters.search.weaviate import WeaviateSearchIndex
from core.adapters.secrets.keystore import Keystore
from core.adapters.storage.disk import DiskBlobStore
from core.adapters.storage.s3 import S3BlobStore
from core.adapters.webhooks.http_sender import HttpWebhookSender
from core.audit.record import history_beside, write_history
from core.banking.registry import BankRegistry
from core.clock import Clock, SystemClock
from core.db.at_once import Beside
from core.db.database import Database
from core.db.roles import APP_ROLE, SYSTEM_ROLE, url_as_role
from core.db.sealing.person_keys import PersonKeys
from core.db.uow import Hook, in_order
from core.identity.access_token import AccessTokens
from core.identity.ended_sessions import EndedSessions
from core.identity.models import Role
from core.identity.oauth.app_token import AppTokens
from core.identity.oauth.dpop import DpopProofs
from core.jobs.publish_after_commit import announcer, publisher
from core.notifications.notice_kind import NoticeKind
from core.notifications.tell_of_actions import no_news_beside, telling_of_actions
from core.notifications.unsubscribe import unsubscribe_token
from core.ports.bank_feed import BankInfo, BankTransport, TokenCheck
from core.ports.bank_journal import BankCall
from core.ports.blob_store import BlobStore
from core.ports.mailer import Mailer
from core.ports.rate_feed import RateFeed
from core.ports.search_index import SearchIndex
from core.ports.secrets import SecretMissingError, Secrets
from core.privacy.keep_account import keeping_who_comes_back, no_return_beside
from core.settings import ProviderSettings, RateSettings, Settings
from core.webhooks.write_event import no_events_beside, write_events

log = structlog.get_logger()

APP_PASSWORD = "database/app-password"  # noqa: S105 the name of a secret, not one
SYSTEM_PASSWORD = "database/system-password"  # noqa: S105 the name of a secret, not one
FILE_URL_KEY = "storage/url-signing-key"
UNSUBSCRIBE_KEY = "notifications/unsubscribe-key"
EVENTS_GATHER_SECONDS = 0.005
"""A busy API tells Redis of some dozen commits in one go, and no request waits for that."""
SENDER = "Solvent <no-reply@solvent.local>"


@dataclass(slots=True)
class Platform:
    """Everything a process of the platform works with, save the models."""

    settings: Settings
    clock: Clock
    database: Database
    secrets: Secrets
    blobs: BlobStore
    mailer: Mailer
    queue: CeleryQueue
    events: RedisEvents
    index: SearchIndex
    limiter: LeasedRateLimiter
    queries: RedisQueries
    access_tokens: AccessTokens
    ended_sessions: EndedSessions
    places: MaxMindPlaces | NoPlaces
    app_tokens: AppTokens
    once: RedisOnce
    dpop: DpopProofs
    sign_in_providers: dict[str, OpenIdProvider]
    banks: BankRegistry
    bank_feed: OpenBankingRussiaFeed
    webhook_sender: HttpWebhookSender
    rate_feeds: tuple[RateFeed, ...]
    push_sender: WebPushSender

    async def close(self) -> None:
        """Close every connection."""
        await self.bank_feed.aclose()
        await self.limiter.close()
        await self.once.close()
        for provider in self.sign_in_providers.values():
            await provider.aclose()
        await self.queries.close()
        await self.events.close()
        for adapter in (self.index, self.blobs, self.secrets, self.places):
            await _close(adapter)
        await self.database.close()


async def _close(adapter: object) -> None:
    """Only adapters of real services hold connections; their twins have nothing to close."""
    close = getattr(adapter, "close", None)
    outcome = close() if close is not None else None
    if inspect.isawaitable(outcome):
        await outcome


def build_platform(settings: Settings, *, process: str, clock: Clock | None = None) -> Platform:
    """Wire adapters to ports by settings. Reads the secrets store; opens no network connection otherwise."""
    clock = clock or SystemClock()
    secrets = build_secrets(settings)
    database = build_database(settings, secrets, process)
    database.keys = PersonKeys(database, secrets)
    redis_url = settings.redis_url.get_secret_value()
    queue = CeleryQueue(make_celery(redis_url))
    # What is done before a commit, and what goes beside a write at once: each duty in both its forms.
    duties: Sequence[tuple[Hook, Beside]] = (
        (keeping_who_comes_back(clock), no_return_beside),
        (write_history, history_beside),
        (write_events, no_events_beside),
        (telling_of_actions(clock), no_news_beside),
        (write_change, change_beside),
    )
    database.before_commit = in_order(*(before for before, _ in duties))
    database.beside = [beside for _, beside in duties]
    events = RedisEvents(redis_url, gather_seconds=EVENTS_GATHER_SECONDS if process == "api" else None)
    database.after_commit = in_order(publisher(queue), announcer(events))
    lifetime = timedelta(minutes=settings.access_token_minutes)
    factor_roles = frozenset(map(Role, settings.factor_roles))
    access_tokens = AccessTokens(secrets, clock, settings.public_url, lifetime, factor_roles)
    once = RedisOnce(redis_url)
    webhook_sender = HttpWebhookSender(settings.webhooks)
    return Platform(
        settings=settings,
        clock=clock,
        database=database,
        secrets=secrets,
        blobs=build_blobs(settings, secrets),
        mailer=build_mailer(settings, clock),
        queue=queue,
        events=events,
        index=build_index(settings, database),
        limiter=LeasedRateLimiter(RedisRateLimiter(redis_url)),
        queries=RedisQueries(redis_url, days=settings.graphql.persisted_days),
        ended_sessions=EndedSessions(database, clock, lifetime),
        places=MaxMindPlaces(settings.places_file) if settings.places_file is not None else NoPlaces(),
        access_tokens=access_tokens,
        app_tokens=AppTokens(access_tokens, database, clock, settings.public_url, lifetime),
        once=once,
        dpop=DpopProofs(clock, once),
        sign_in_providers=build_sign_in_providers(settings, secrets, clock),
        banks=build_banks(settings),
        bank_feed=OpenBankingRussiaFeed(
            settings.bank_team_id, lambda bank: secrets.read(f"banks/{bank.code}"), clock, on_call=_log_call
        ),
        webhook_sender=webhook_sender,
        rate_feeds=build_rate_feeds(settings.rates, clock),
        push_sender=WebPushSender(secrets, webhook_sender, settings.push_contact),
    )


def build_rate_feeds(settings: RateSettings, clock: Clock) -> tuple[RateFeed, ...]:
    """The central banks that have an address."""
    feeds: list[RateFeed] = []
    if settings.ecb_url:
        feeds.append(EcbRateFeed(settings.ecb_url))
    if settings.cbr_url:
        feeds.append(BankOfRussiaRateFeed(settings.cbr_url, clock))
    return tuple(feeds)


def _log_call(call: BankCall) -> None:
    log.info("bank_call", **{**asdict(call), "at": call.at.isoformat()})


def build_sign_in_providers(settings: Settings, secrets: Secrets, clock: Clock) -> dict[str, OpenIdProvider]:
    """The outside OpenID providers as the settings name them, by their codes."""

    def built(one: ProviderSettings) -> OpenIdProvider:
        access = ProviderAccess(
            one.code, one.name, one.issuer, one.client_id, lambda: secrets.read(f"oidc/{one.code}"), one.is_local
        )
        return OpenIdProvider(access, clock)

    return {one.code: built(one) for one in settings.sign_in_providers}


def build_banks(settings: Settings) -> BankRegistry:
    """The banks as the settings name them."""
    return BankRegistry(
        BankInfo(
            code=bank.code,
            name=bank.name,
            base_url=bank.base_url,
            transport=BankTransport(bank.transport),
            token_check=TokenCheck(bank.token_check),
            unattended_reads_per_day=bank.unattended_reads_per_day,
            ca_file=None if bank.ca_file is None else str(bank.ca_file),
            client_certificate=None if bank.client_certificate is None else str(bank.client_certificate),
        )
        for bank in settings.banks
    )


def build_secrets(settings: Settings) -> Secrets:
    """Vault where its address is set, else the encrypted keystore in the data folder."""
    if settings.vault_addr is None:
        folder = settings.data_folder.absolute()
        return Keystore(folder / "keystore.enc", folder / "keystore.key")
    if settings.vault_token is None:
        raise ValueError("VAULT_ADDR is set, so VAULT_TOKEN is needed")
    from core.adapters.secrets.vault import VaultSecrets  # noqa: PLC0415 hvac is loaded only where Vault is used

    return VaultSecrets(settings.vault_addr, settings.vault_token.get_secret_value())


def build_database(settings: Settings, secrets: Secrets, process: str) -> Database:
    """Both roles' engines. Their URLs are derived from the owner's unless they are set."""
    owner = settings.database_url.get_secret_value()

    def url(given: str | None, role: str, password: str) -> str:
        return given if given is not None else url_as_role(owner, role, secret_or_new(secrets, password))

    app = settings.database_app_url.get_secret_value() if settings.database_app_url else None
    system = settings.database_system_url.get_secret_value() if settings.database_system_url else None
    return Database.connect(
        url(app, APP_ROLE, APP_PASSWORD),
        url(system, SYSTEM_ROLE, SYSTEM_PASSWORD),
        pool_size=settings.database_pool_size,
        name=f"solvent-{process}",
    )


def secret_or_new(secrets: Secrets, name: str) -> str:
    """A secret of the platform's own, made on first use; two first uses at once get the same."""
    try:
        return secrets.read(name)
    except SecretMissingError:
        return secrets.write_once(name, entropy.token_urlsafe(32))


def file_url_key(secrets: Secrets) -> bytes:
    """The key that signs the disk store's URLs."""
    return base64.urlsafe_b64encode(secret_or_new(secrets, FILE_URL_KEY).encode())


async def unsubscribe_key(secrets: Secrets) -> bytes:
    """The key that signs the addresses in mails which switch such mails off."""
    return (await asyncio.to_thread(secret_or_new, secrets, UNSUBSCRIBE_KEY)).encode()


async def unsubscribe_url(platform: Platform, user_id: UUID, kind: NoticeKind | None) -> str:
    """Where a person's mails of a kind, or of any, are switched off."""
    token = unsubscribe_token(await unsubscribe_key(platform.secrets), user_id, kind)
    return f"{platform.settings.public_url}/unsubscribe/{token}"


def build_blobs(settings: Settings, secrets: Secrets) -> BlobStore:
    """S3 where its endpoint is set, else the disk."""
    if settings.s3_endpoint is None:
        root = settings.data_folder.absolute() / "storage"
        return DiskBlobStore(root, f"{settings.public_url}/files", file_url_key(secrets))
    if settings.s3_access_key is None or settings.s3_secret_key is None:
        raise ValueError("S3_ENDPOINT is set, so S3_ACCESS_KEY and S3_SECRET_KEY are needed")
    return S3BlobStore(
        settings.s3_bucket,
        access_key=settings.s3_access_key,
        secret_key=settings.s3_secret_key.get_secret_value(),
        region=settings.s3_region,
        endpoint=settings.s3_endpoint,
        public_endpoint=settings.s3_public_endpoint,
    )


def build_index(settings: Settings, database: Database) -> SearchIndex:
    """Weaviate where its address is set, else PostgreSQL."""
    if settings.weaviate_url is None:
        return PostgresSearchIndex(database.app)
    key = settings.weaviate_api_key.get_secret_value() if settings.weaviate_api_key else None
    return WeaviateSearchIndex(settings.weaviate_url, api_key=key)


def build_mailer(settings: Settings, clock: Clock) -> Mailer:
    """SMTP where `smtp://user:password@host:port` is set, else the mailbox folder."""
    if settings.smtp_url is None:
        return MailboxFolder(settings.data_folder.absolute() / "mailbox", SENDER, clock)
    url = urlsplit(settings.smtp_url.get_secret_value())
    security = MailSecurity.TLS if url.scheme == "smtps" else MailSecurity.STARTTLS
    port = url.port or (465 if security is MailSecurity.TLS else 587)
    username, password = unquote(url.username or ""), unquote(url.password or "")
    server = MailServer(url.hostname or "localhost", port, security, username, password)
    return SmtpMailer(server, SENDER, clock)


async def platform_ready(platform: Platform) -> dict[str, str]:
    """Each dependency by name: `ok`, or what is wrong with it."""
    checks = {
        "database": platform.database.ready(),
        "queue": platform.queue.ready(),
        "storage": platform.blobs.ready(),
        "search": platform.index.ready(),
    }
    outcomes = await asyncio.gather(*checks.values(), return_exceptions=True)
    return {
        name: "ok" if outcome is None else type(outcome).__name__
        for name, outcome in zip(checks, outcomes, strict=True)
    }
