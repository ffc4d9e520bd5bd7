"""The jobs of this domain."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from core.jobs.message import JobMessage


class CategoriseTransactions(JobMessage):
    """Sort a person's transactions that nobody has sorted yet; all accounts when `account_id` is None."""

    name: ClassVar[str] = "accounts.categorise_transactions"
    account_id: UUID | None = None


class EvaluateFeedback(JobMessage):
    """Count how people took last month's categories; another month for `month`, its first day."""

    name: ClassVar[str] = "accounts.evaluate_feedback"
    month: date | None = None


class FetchRates(JobMessage):
    """Read the central banks' rates of the days that are not known yet."""

    name: ClassVar[str] = "accounts.fetch_rates"


class LinkTransactions(JobMessage):
    """Pair transfers between a person's own accounts, and link refunds to purchases; all of them without `since`."""

    name: ClassVar[str] = "accounts.link_transactions"
    since: date | None = None


class PruneBookChanges(JobMessage):
    """Forget changes of books that are too old to be asked for."""

    name: ClassVar[str] = "accounts.prune_book_changes"
