from dataclasses import dataclass
from enum import StrEnum


class DateOrder(StrEnum):
    """In which order a numeric date is written."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


class SignRule(StrEnum):
    """How an amount column tells money in from money out."""

    AS_WRITTEN = "as_written"
    """Minus is money out."""
    INVERTED = "inverted"
    """Minus is money in, as some credit cards write."""
    PLUS_IS_INCOME = "plus_is_income"
    """Money in has a plus, money out has no sign."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text is cut into cells. `quoted` is False where quotation marks are ordinary characters."""

    codec: str
    delimiter: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column means what; indexes count from 0, None means the file has no such column.

    Found by `find_mapping`, shown to the person with its `confidence` (0..1), corrected by `dataclasses.replace`
    and handed back to the parser. Either `amount` or one of `debit` and `credit` is set. `booked_on` takes the day
    of the operation where a file has that and the day of posting too, because it stays the same when a pending
    row is booked; the day of posting is then `value_date`.
    """

    dialect: Dialect | None
    width: int
    header_line: int | None
    date: int
    date_order: DateOrder
    decimal_mark: str
    default_currency: str
    confidence: float
    value_date: int | None = None
    amount: int | None = None
    sign_rule: SignRule = SignRule.AS_WRITTEN
    debit: int | None = None
    credit: int | None = None
    debit_is_negative: bool = False
    direction: int | None = None
    balance: int | None = None
    currency: int | None = None
    currency_in_amount: bool = False
    original_amount: int | None = None
    original_currency: int | None = None
    description: int | None = None
    description_fallbacks: tuple[int, ...] = ()
    counterparty: int | None = None
    counterparty_account: int | None = None
    counterparty_tax_id: int | None = None
    payer: int | None = None
    payee: int | None = None
    payer_account: int | None = None
    payee_account: int | None = None
    payer_tax_id: int | None = None
    payee_tax_id: int | None = None
    mcc: int | None = None
    category: int | None = None
    bank_id: int | None = None
    account: int | None = None
    status: int | None = None

    def money_columns(self) -> list[int]:
        """The columns that movements take their amount from."""
        return [column for column in (self.amount, self.debit, self.credit) if column is not None]
