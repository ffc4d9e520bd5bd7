"""Loaders: many keys, one query, within one request. Each is scoped to the person, whatever the keys are."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from strawberry.dataloader import DataLoader

from core.accounts.list_transactions import TransactionFilter, count_of_each_account, page_of_each_account
from core.accounts.models import AccountRow, CategoryRow, SplitRow, TransactionRow, TransactionSightingRow
from core.banking.models import BankAccountLinkRow, BankConsentRow
from core.db.database import ReadSession
from core.db.keyset import Ordering, Page, Slice
from core.documents.matching.models import DocumentMatchRow
from core.documents.models import DocumentRow
from core.forecasting.models import ForecastSeriesRow
from core.identity.oauth.models import OAuthClientRow
from core.jobs.models import JobRow
from core.marketplace.models import LeadStepRow, OfferRow, OfferState, PartnerRow
from core.marketplace.standing import Standing, load_standing
from core.ports.bank_feed import ConsentKind
from core.webhooks.models import WebhookRow

R = TypeVar("R")


class RowLoader(DataLoader[UUID, R]):
    """A loader that says what it loads: the statement's rows whose column is the key."""

    def __init__(
        self, load: Callable[[list[UUID]], Awaitable[Sequence[R]]], statement: Select[Any], column: Any
    ) -> None:
        super().__init__(load_fn=load)
        self.statement = statement
        self.column = column


class Loaders:
    """A request's loaders, named by result and key."""

    @classmethod
    def declared(cls, person: Any) -> "Loaders":
        """Loaders that are only asked what they load; `person` stands where a person's id would."""
        return cls(None, person)  # type: ignore[arg-type]  # they load nothing

    def __init__(self, read: Callable[[], AbstractAsyncContextManager[ReadSession]], user_id: UUID | None) -> None:
        self._read = read
        self._user_id = user_id
        self._pages: dict[str, DataLoader[UUID, Slice[TransactionRow]]] = {}
        self._counts: dict[str, DataLoader[UUID, int]] = {}

    @cached_property
    def account_by_id(self) -> DataLoader[UUID, AccountRow | None]:
        """The person's accounts."""
        return self._by_key(select(AccountRow).where(AccountRow.user_id == self._user_id), AccountRow.id)

    @cached_property
    def webhook_by_id(self) -> DataLoader[UUID, WebhookRow | None]:
        """The person's webhooks."""
        return self._by_key(select(WebhookRow).where(WebhookRow.user_id == self._user_id), WebhookRow.id)

    @cached_property
    def transaction_by_id(self) -> DataLoader[UUID, TransactionRow | None]:
        """The person's transactions."""
        return self._by_key(select(TransactionRow).where(TransactionRow.user_id == self._user_id), TransactionRow.id)

    @cached_property
    def category_by_id(self) -> DataLoader[UUID, CategoryRow | None]:
        """Categories the person may see: row-level security leaves no others."""
        return self._by_key(select(CategoryRow), CategoryRow.id)

    @cached_property
    def document_by_id(self) -> DataLoader[UUID, DocumentRow | None]:
        """The person's documents."""
        return self._by_key(select(DocumentRow).where(DocumentRow.user_id == self._user_id), DocumentRow.id)

    @cached_property
    def matches_by_document_id(self) -> DataLoader[UUID, list[DocumentMatchRow]]:
        """Payments that a document is of, or may be."""
        return self._groups(self._matches(), DocumentMatchRow.document_id)

    @cached_property
    def matches_by_transaction_id(self) -> DataLoader[UUID, list[DocumentMatchRow]]:
        """Documents that are of a payment, or may be."""
        return self._groups(self._matches(), DocumentMatchRow.transaction_id)

    @cached_property
    def job_by_id(self) -> DataLoader[UUID, JobRow | None]:
        """The person's jobs."""
        return self._by_key(select(JobRow).where(JobRow.user_id == self._user_id), JobRow.id)

    @cached_property
    def partner_by_id(self) -> DataLoader[UUID, PartnerRow | None]:
        """Partners, which are everybody's."""
        return self._by_key(select(PartnerRow), PartnerRow.id)

    @cached_property
    def offer_by_id(self) -> DataLoader[UUID, OfferRow | None]:
        """Offers, which are everybody's."""
        return self._by_key(select(OfferRow), OfferRow.id)

    @cached_property
    def app_name_by_id(self) -> DataLoader[UUID, str | None]:
        """What apps are known as, whether or not they are on still."""

        async def load(keys: list[UUID]) -> Sequence[str | None]:
            statement = select(OAuthClientRow.id, OAuthClientRow.name).where(OAuthClientRow.id.in_(keys))
            async with self._read() as read:
                found = {row.id: row.name for row in await read.session.execute(statement)}
            return [found.get(key) for key in keys]

        return DataLoader(load_fn=load)

    @cached_property
    def offers_by_partner_id(self) -> DataLoader[UUID, list[OfferRow]]:
        """A partner's offers that can be asked for."""
        is_open = (OfferRow.is_active, OfferRow.state == OfferState.PUBLISHED)
        return self._groups(select(OfferRow).where(*is_open).order_by(OfferRow.slug), OfferRow.partner_id)

    @cached_property
    def steps_by_lead_id(self) -> DataLoader[UUID, list[LeadStepRow]]:
        """What became of the person's leads, oldest first."""
        statement = select(LeadStepRow).where(LeadStepRow.user_id == self._user_id)
        return self._groups(statement.order_by(LeadStepRow.created_at, LeadStepRow.id), LeadStepRow.lead_id)

    @cached_property
    def standing_on(self) -> DataLoader[date, Standing]:
        """What the person's data say of them on a day, as far as offers may ask."""

        async def load(days: list[date]) -> Sequence[Standing]:
            if self._user_id is None:
                raise RuntimeError("nobody's standing was asked for")
            async with self._read() as read:
                return [await load_standing(read, self._user_id, day) for day in days]

        return DataLoader(load_fn=load)

    @cached_property
    def splits_by_transaction_id(self) -> DataLoader[UUID, list[SplitRow]]:
        """A transaction's parts in their order."""
        statement = select(SplitRow).where(SplitRow.user_id == self._user_id).order_by(SplitRow.position)
        return self._groups(statement, SplitRow.transaction_id)

    @cached_property
    def sightings_by_transaction_id(self) -> DataLoader[UUID, list[TransactionSightingRow]]:
        """Other sources that told of a transaction."""
        statement = select(TransactionSightingRow).where(TransactionSightingRow.user_id == self._user_id)
        return self._groups(statement.order_by(TransactionSightingRow.source_id), TransactionSightingRow.transaction_id)

    @cached_property
    def series_by_forecast_id(self) -> DataLoader[UUID, list[ForecastSeriesRow]]:
        """A forecast's accounts."""
        statement = select(ForecastSeriesRow).where(ForecastSeriesRow.user_id == self._user_id)
        return self._groups(statement.order_by(ForecastSeriesRow.id), ForecastSeriesRow.forecast_id)

    @cached_property
    def links_by_connection_id(self) -> DataLoader[UUID, list[BankAccountLinkRow]]:
        """The accounts behind a bank connection."""
        statement = select(BankAccountLinkRow).where(BankAccountLinkRow.user_id == self._user_id)
        return self._groups(statement.order_by(BankAccountLinkRow.id), BankAccountLinkRow.connection_id)

    @cached_property
    def consents_by_connection_id(self) -> DataLoader[UUID, list[BankConsentRow]]:
        """A bank connection's consents, newest first; payments' own are left out."""
        statement = select(BankConsentRow).where(
            BankConsentRow.user_id == self._user_id, BankConsentRow.kind != ConsentKind.PAYMENT
        )
        ordered = statement.order_by(BankConsentRow.requested_at.desc(), BankConsentRow.id.desc())
        return self._groups(ordered, BankConsentRow.connection_id)

    def transactions_by_account_id(
        self, wanted: TransactionFilter, ordering: Ordering, page: Page
    ) -> DataLoader[UUID, Slice[TransactionRow]]:
        """The same page of each account, all accounts in one query."""
        name = repr((wanted, [column.key for column in ordering.columns], ordering.is_descending, page))
        if name not in self._pages:

            async def load(keys: list[UUID]) -> Sequence[Slice[TransactionRow]]:
                async with self._read() as read:
                    pages = await page_of_each_account(read, keys, wanted, ordering, page)
                return [pages[key] for key in keys]

            self._pages[name] = DataLoader(load_fn=load)
        return self._pages[name]

    def transaction_count_by_account_id(self, wanted: TransactionFilter) -> DataLoader[UUID, int]:
        """How many transactions of each account fit, all accounts in one query."""
        name = repr(wanted)
        if name not in self._counts:

            async def load(keys: list[UUID]) -> Sequence[int]:
                async with self._read() as read:
                    counts = await count_of_each_account(read, keys, wanted)
                return [counts.get(key, 0) for key in keys]

            self._counts[name] = DataLoader(load_fn=load)
        return self._counts[name]

    def _matches(self) -> Select[tuple[DocumentMatchRow]]:
        statement = select(DocumentMatchRow).where(DocumentMatchRow.user_id == self._user_id)
        return statement.order_by(DocumentMatchRow.status, DocumentMatchRow.score.desc(), DocumentMatchRow.id)

    def _by_key(self, statement: Select[tuple[R]], column: Any) -> DataLoader[UUID, R | None]:
        async def load(keys: list[UUID]) -> Sequence[R | None]:
            async with self._read() as read:
                rows = (await read.session.execute(statement.where(column.in_(keys)))).scalars()
                found = {getattr(row, column.key): row for row in rows}
            return [found.get(key) for key in keys]

        return RowLoader(load, statement, column)

    def _groups(self, statement: Select[tuple[R]], column: Any) -> DataLoader[UUID, list[R]]:
        async def load(keys: list[UUID]) -> Sequence[list[R]]:
            groups: defaultdict[Hashable, list[R]] = defaultdict(list)
            async with self._read() as read:
                for row in (await read.session.execute(statement.where(column.in_(keys)))).scalars():
                    groups[getattr(row, column.key)].append(row)
            return [groups[key] for key in keys]

        return RowLoader(load, statement, column)


LoaderOf = Callable[[Loaders], DataLoader[UUID, Any]]
