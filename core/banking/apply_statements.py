"""The statements of one file into the books: all of them or none."""

import re
from typing import Any, Final
from uuid import UUID, uuid5

from sqlalchemy import select

from core.accounts.merge_lines import MergeCounts, merge_lines
from core.accounts.merging.source import Source
from core.accounts.messages import CategoriseTransactions, LinkTransactions
from core.accounts.models import AccountRow, TransactionSource
from core.accounts.refresh_balance import StatedBalance, end_of, refresh_balance
from core.accounts.repository import account_of, own_accounts
from core.banking.errors import AccountCurrencyError
from core.banking.models import ImportStatus, StatementImportRow
from core.banking.undo_import import stated_by
from core.clock import Clock
from core.db.uow import UnitOfWork
from core.ids import new_id
from core.jobs.enqueue import enqueue
from core.jobs.handler import JobFailure
from core.key_action import KeyAction
from core.money import Currency, Money
from core.ports.statement_parser import ParsedStatements, Statement, StatementFormat, count_lines

_GROUPING: Final = r"[\s-]"
_ID_SPACES: Final = {StatementFormat.MT942: "mt940"}  # an interim report names movements as the day's statement does


async def import_of(uow: UnitOfWork, import_id: UUID) -> StatementImportRow:
    """The import, locked."""
    return (
        await uow.session.execute(
            select(StatementImportRow)
            .where(StatementImportRow.user_id == uow.person, StatementImportRow.id == import_id)
            .with_for_update()
        )
    ).scalar_one()


async def apply_statements(
    uow: UnitOfWork, clock: Clock, import_id: UUID, parsed: ParsedStatements, content_digest: bytes
) -> MergeCounts:
    """Bring a file's lines into the books, close the import with its counts, and ask for the new lines to be sorted.

    `content_digest` is the file's: the same file again is the same source. Raises AccountCurrencyError and MoneyError;
    then nothing of the file is imported.
    """
    row = await import_of(uow, import_id)
    row.source_id = uuid5(uow.person, content_digest.hex())
    total, stated, covered = MergeCounts(), list[Any](), list[Any]()
    for statement in parsed.statements:
        account = await _account_for(uow, row, statement)
        before = account.stated_minor, account.stated_at
        source = _source(statement, parsed.format, row.source_id, clock)
        counts = await merge_lines(uow, account, statement.transactions, source)
        total.add(counts)
        if counts.new or counts.changed:
            uow.touch(account.id)
        await refresh_balance(uow, account, _stated(account, statement), statement.date_to)
        stated += stated_by(account, *before)
        covered += _covered(account, statement)
        await uow.session.flush()
    row.status, row.stated, row.covered = ImportStatus.DONE, stated, covered
    row.error_code = row.error_message = row.error_line = None  # of an attempt before a person tried it again
    row.format, row.encoding = parsed.format, parsed.encoding
    row.lines_total = count_lines(parsed)
    row.lines_new, row.lines_duplicate = total.new, total.duplicate
    row.lines_changed, row.lines_suspicious = total.changed, total.suspicious
    row.warnings = [
        {"code": warning.code, "line": warning.line, "message": warning.message} for warning in parsed.warnings
    ]
    row.finished_at = clock.now()
    if total.new or total.changed:
        await enqueue(uow, CategoriseTransactions())
        days = [statement.date_from for statement in parsed.statements if statement.date_from is not None]
        await enqueue(uow, LinkTransactions(since=min(days, default=None)))
    details = {"filename": row.filename, "new": total.new, "duplicate": total.duplicate}
    uow.record(KeyAction(uow.person, "statement.imported", "statement_import", row.id, uow.person, details))
    return total


async def refuse_import(uow: UnitOfWork, clock: Clock, import_id: UUID, failure: JobFailure) -> None:
    """Close an import that failed, saying why and where."""
    row = await import_of(uow, import_id)
    row.status = ImportStatus.FAILED
    row.error_code, row.error_message, row.error_line = failure.code, failure.message, failure.line
    row.finished_at = clock.now()


def _source(statement: Statement, format_: StatementFormat, source_id: UUID, clock: Clock) -> Source:
    """A file that does not say when it was made, or not credibly, was made at the end of the last day it tells of."""
    told_at, last = statement.told_at, statement.date_to
    if told_at is None or (last is not None and told_at.date() < last):
        told_at = end_of(last) if last is not None else clock.now()
    return Source(TransactionSource.FILE, source_id, _ID_SPACES.get(format_, format_.value), told_at)


def _stated(account: AccountRow, statement: Statement) -> StatedBalance | None:
    if statement.closing_balance is None or statement.date_to is None:
        return None
    closing = Money.from_decimal(statement.closing_balance, Currency(account.currency)).minor
    return StatedBalance(closing, end_of(statement.date_to))


def _covered(account: AccountRow, statement: Statement) -> list[dict[str, str]]:
    """The days that a statement says it covers; empty where it does not say."""
    first, last = statement.date_from, statement.date_to
    if first is None or last is None or last < first:
        return []
    return [{"account_id": str(account.id), "from": first.isoformat(), "to": last.isoformat()}]


async def _account_for(uow: UnitOfWork, row: StatementImportRow, statement: Statement) -> AccountRow:
    """The account a statement is of, locked: the one named by the person, the one of that number, or a new one."""
    if row.account_id is not None:
        account = await account_of(uow.session, uow.person, row.account_id, for_update=True)
        if account.currency != statement.currency:
            raise AccountCurrencyError(
                f"The statement is in {statement.currency}, the account {account.name!r} in {account.currency}."
            )
        return account
    # A file that names no account must find the same account whatever the file is called.
    name = statement.account_name or statement.account or f"{statement.currency} statements"
    return await find_or_open_account(uow, statement.account, statement.currency, name)


async def find_or_open_account(uow: UnitOfWork, number: str | None, currency: str, name: str) -> AccountRow:
    """The person's account of this number and currency, locked; made when there is none.

    A file that names no account goes to the account of the same name and currency.
    """
    code = Currency.parse(currency).code
    # Numbers are sealed, so that they are compared here; kept as the bank spells it, compared without what banks group
    # its digits by.
    statement = own_accounts(uow.person).where(AccountRow.currency == code).order_by(AccountRow.id)
    for known in (await uow.session.execute(statement)).scalars():
        is_same = known.name == name if known.number is None else _plain(known.number) == _plain(number or "")
        if is_same and (known.number is None) is (number is None):
            await uow.session.refresh(known, with_for_update=True)
            return known
    account = AccountRow(id=new_id(), user_id=uow.person, name=name, currency=code, number=number, balance_minor=0)
    uow.session.add(account)
    await uow.session.flush()
    uow.record(KeyAction(uow.person, "account.created", "account", account.id, uow.person, {"name": name}))
    return account


def _plain(number: str) -> str:
    return re.sub(_GROUPING, "", number).upper()
