from dataclasses import replace
from typing import Final

from core.adapters.statements.currencies import currency_of_account
from core.adapters.statements.delimited.amount_cells import AmountEvidence
from core.adapters.statements.delimited.choose_columns import ColumnChoice
from core.adapters.statements.delimited.column_mapping import ColumnMapping, Dialect, SignRule
from core.adapters.statements.delimited.column_role import Role
from core.adapters.statements.delimited.date_cells import DateEvidence
from core.adapters.statements.delimited.money_columns import (
    MoneyColumns,
    choose_money_columns,
    find_sign_rule,
    pair_with_balance,
)
from core.adapters.statements.delimited.row_source import RowSource
from core.adapters.statements.delimited.table_sample import TableSample
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import StatementError

_BY_LANGUAGE: Final = {
    "ru": "RUB",
    "de": "EUR",
    "nl": "EUR",
    "fr": "EUR",
    "it": "EUR",
    "pl": "PLN",
    "cs": "CZK",
    "uk": "UAH",
    "hu": "HUF",
}
"""Of the languages that one currency goes with nearly everywhere."""
_MOST_TRIPLES: Final = 200


def find_mapping(
    source: RowSource, dialect: Dialect | None, sample: TableSample, warnings: WarningLog, *, fallback_currency: str
) -> ColumnMapping:
    """What each column means. Heads decide where they are known, cells check them and stand in where they are not.

    The head of the file is enough for almost every file; where dates or decimal marks stay undecided in it, the
    file is read on until they are not.

    Raises:
        StatementError: NO_DATE_COLUMN or NO_AMOUNT_COLUMN.
    """
    choice = ColumnChoice(sample)
    date, value_date = _date_columns(choice)
    money = choose_money_columns(choice)
    balance = choice.named(Role.BALANCE, fits=choice.is_amounts)
    if sample.header is None:
        balance = pair_with_balance(choice, money)
    dates, amounts = _evidence(source, sample, date, money.all())
    merged = _merged(list(amounts.values()))
    currency, original_currency = _currency_columns(choice, money)
    default_currency, currency_is_guessed = _default_currency(sample, choice, money, merged, fallback_currency)
    order, order_is_sure = dates.order(month_first_hint=_month_first(sample, default_currency))
    if not order_is_sure:
        warnings.add("DATE_ORDER_GUESSED", f"Every day is 12 or less; the dates are read as {order.value}.")
    rule = SignRule.AS_WRITTEN
    sign_is_unknown = False
    if money.amount is not None and money.direction is None:
        rule = find_sign_rule(
            sample,
            money.amount,
            balance,
            evidence=amounts[money.amount],
            mark=merged.decimal_mark,
            warnings=warnings,
        )
        sign_is_unknown = any(warning.code == "SIGN_UNKNOWN" for warning in warnings.warnings)
    debit_is_negative = money.debit is not None and amounts[money.debit].minus > amounts[money.debit].unsigned
    is_named = sample.header is not None
    confidence = (1.0 if is_named else 0.6 + 0.2 * (balance is not None)) - 0.2 * (not order_is_sure)
    confidence -= 0.2 * sign_is_unknown
    if currency is None and currency_is_guessed:
        warnings.add("CURRENCY_GUESSED", f"The file names no currency; it is read as {default_currency}.")
        confidence -= 0.1
    mapping = ColumnMapping(
        dialect=dialect,
        width=sample.width,
        header_line=sample.header_line,
        date=date,
        date_order=order,
        decimal_mark=merged.decimal_mark,
        default_currency=default_currency,
        confidence=round(confidence, 2),
        value_date=value_date,
        amount=money.amount,
        sign_rule=rule,
        debit=money.debit,
        credit=money.credit,
        debit_is_negative=debit_is_negative,
        direction=money.direction,
        balance=balance,
        currency=currency,
        currency_in_amount=currency is None and money.amount is not None and amounts[money.amount].with_currency > 0,
        original_amount=money.original,
        original_currency=original_currency,
    )
    return _with_other_columns(mapping, choice)


def _date_columns(choice: ColumnChoice) -> tuple[int, int | None]:
    first = choice.named(Role.OPERATION_DATE, Role.BOOKING_DATE, Role.VALUE_DATE, fits=choice.is_dates)
    if first is None:
        first = choice.alike(Role.BOOKING_DATE, choice.is_dates)
    if first is None:
        raise StatementError("NO_DATE_COLUMN", "No column holds dates.")
    second = choice.named(Role.VALUE_DATE, Role.BOOKING_DATE, fits=choice.is_dates)
    if second is None and choice.sample.header is None:
        second = choice.alike(Role.VALUE_DATE, choice.is_dates)
    return first, second


def _evidence(
    source: RowSource, sample: TableSample, date: int, money: list[int]
) -> tuple[DateEvidence, dict[int, AmountEvidence]]:
    """Evidence from the sample, or from as much of the file as it takes where the sample leaves a question open."""
    dates = sample.dates(date)
    amounts = {column: sample.amounts(column) for column in money}
    if sample.is_whole_file or _are_decided(dates, amounts):
        return dates, amounts
    dates = DateEvidence()
    amounts = {column: AmountEvidence() for column in money}
    width = max(date, *money) + 1
    for numbers, read_rows in source.batches():
        rows = [
            cells
            for number, cells in zip(numbers, read_rows, strict=True)
            if number > (sample.header_line or 0) and len(cells) >= width
        ]
        # A day is written alike in all its rows; once tells as much.
        for cell in dict.fromkeys(cells[date] for cells in rows):
            dates.add(cell)
        del dates.triples[_MOST_TRIPLES:]
        for column, evidence in amounts.items():
            for cells in rows:
                evidence.add(cells[column])
        if _are_decided(dates, amounts):
            break
    return dates, amounts


def _are_decided(dates: DateEvidence, amounts: dict[int, AmountEvidence]) -> bool:
    return dates.is_decided and _merged(list(amounts.values())).has_decided_mark


def _merged(columns: list[AmountEvidence]) -> AmountEvidence:
    """Debit and credit are written alike, so they decide the decimal mark together."""
    total = AmountEvidence()
    for column in columns:
        total.comma += column.comma
        total.point += column.point
        total.unsure_comma += column.unsure_comma
        total.unsure_point += column.unsure_point
        total.last_currency = total.last_currency or column.last_currency
    return total


def _currency_columns(choice: ColumnChoice, money: MoneyColumns) -> tuple[int | None, int | None]:
    """The currency of the amount, and of the original amount."""
    fits = choice.is_currencies
    is_operation = choice.by_role.get(Role.OPERATION_AMOUNT) == money.amount and money.amount is not None
    if is_operation:
        own = choice.named(Role.OPERATION_CURRENCY, Role.CURRENCY, Role.ACCOUNT_CURRENCY, fits=fits)
        return own, None
    own = choice.named(Role.ACCOUNT_CURRENCY, Role.CURRENCY, fits=fits)
    other = None
    if money.original is not None:
        other = choice.named(Role.ORIGINAL_CURRENCY, Role.OPERATION_CURRENCY, Role.CURRENCY, fits=fits)
    elif own is None:
        own = choice.named(Role.OPERATION_CURRENCY, fits=fits)
    if own is None and choice.sample.header is None:
        own = choice.alike(Role.CURRENCY, fits)
    return own, other


def _default_currency(
    sample: TableSample, choice: ColumnChoice, money: MoneyColumns, evidence: AmountEvidence, fallback: str
) -> tuple[str, bool]:
    """The currency of rows that name none, and whether it is a guess."""
    header = sample.header
    facts = sample.facts()
    if header is not None:
        for column in (*money.all(), choice.by_role.get(Role.BALANCE)):
            cell = header.cells[column] if column is not None and column < len(header.cells) else None
            if cell and cell.currency:
                return cell.currency, False
    if evidence.last_currency:
        return evidence.last_currency, False
    known = facts.currency or (currency_of_account(facts.account) if facts.account else None)
    if known:
        return known, False
    return _BY_LANGUAGE.get(header.language or "" if header else "", fallback), True


def _month_first(sample: TableSample, currency: str) -> bool:
    """Only the United States put the month first."""
    return currency == "USD" and (sample.header is None or sample.header.language == "en")


def _with_other_columns(mapping: ColumnMapping, choice: ColumnChoice) -> ColumnMapping:
    """The columns that need no thought: by their heads only, except the description."""
    named = choice.named
    counterparty = named(Role.COUNTERPARTY)
    category = named(Role.CATEGORY)
    texts = list(iter(lambda: named(Role.DESCRIPTION, Role.SECOND_DESCRIPTION), None))
    if not texts and counterparty is None:
        texts = [column for column in (choice.longest_text(),) if column is not None]
    spare = (*texts[1:], counterparty, category)
    return replace(
        mapping,
        description=texts[0] if texts else None,
        description_fallbacks=tuple(column for column in spare if column is not None),
        counterparty=counterparty,
        counterparty_account=named(Role.COUNTERPARTY_ACCOUNT),
        counterparty_tax_id=named(Role.COUNTERPARTY_TAX_ID),
        payer=named(Role.PAYER),
        payee=named(Role.PAYEE),
        payer_account=named(Role.PAYER_ACCOUNT),
        payee_account=named(Role.PAYEE_ACCOUNT),
        payer_tax_id=named(Role.PAYER_TAX_ID),
        payee_tax_id=named(Role.PAYEE_TAX_ID),
        mcc=named(Role.MCC),
        category=category,
        bank_id=named(Role.BANK_ID),
        account=named(Role.ACCOUNT),
        status=named(Role.STATUS),
    )
