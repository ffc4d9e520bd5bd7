import csv
import io
from collections.abc import Mapping
from typing import Any, BinaryIO, Final, Self
from uuid import UUID

from sqlalchemy import select

from core.accounts.models import AccountRow, CategoryRow
from core.db.database import ReadSession
from core.money import in_major_units

HEADER: Final = (
    "date",
    "account",
    "description",
    "counterparty",
    "amount",
    "currency",
    "category",
    "status",
    "note",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class TransactionsCsv:
    """The movements as a table for a spreadsheet, written row by row into a file. UTF-8 with its mark, for Excel."""

    def __init__(self, target: BinaryIO, accounts: Mapping[str, str], categories: Mapping[str, str]) -> None:
        self._target = target
        self._accounts = accounts
        self._categories = categories
        self._text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=False)
        self._rows = csv.writer(self._text)
        self._rows.writerow(HEADER)

    @classmethod
    async def begin(cls, read: ReadSession, person: UUID, target: BinaryIO) -> Self:
        """A table whose accounts and categories are called as the person knows them."""
        accounts = select(AccountRow.id, AccountRow.name).where(AccountRow.user_id == person)
        own = select(CategoryRow.id, CategoryRow.key).where(CategoryRow.user_id == person)
        return cls(
            target,
            {str(row.id): row.name for row in await read.session.execute(accounts)},
            {str(row.id): row.key for row in await read.session.execute(own)},
        )

    def add(self, row: Mapping[str, Any]) -> None:
        """One movement, as the archive holds it. What was deleted is left out."""
        if row["deleted_at"] is not None:
            return
        category = row["category_id"] or ""
        texts = (
            self._accounts.get(row["account_id"], ""),
            row["description"],
            row["counterparty"] or "",
            self._categories.get(category, category.removeprefix("shared:")),
            row["note"] or "",
        )
        account, description, counterparty, category, note = map(_plain, texts)
        amount = in_major_units(row["amount_minor"], row["currency"])
        booked_on, currency, status = row["booked_on"], row["currency"], row["status"]
        self._rows.writerow(
            (booked_on, account, description, counterparty, f"{amount:f}", currency, category, status, note)
        )

    def finished(self) -> BinaryIO:
        """The file, whole."""
        self._text.flush()
        self._text.detach()
        return self._target


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
