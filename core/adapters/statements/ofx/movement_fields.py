import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from core.adapters.statements.currencies import minor_digits, read_currency
from core.adapters.statements.ofx.ofx_values import read_amount, read_date, read_optional_date
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import BookingStatus, StatementError, StatementLine

_MCC: Final = re.compile(r"\d{1,4}", re.ASCII)
_OUT_TYPES: Final = frozenset(
    {"DEBIT", "PAYMENT", "FEE", "SRVCHG", "ATM", "POS", "CHECK", "CASH", "DIRECTDEBIT", "REPEATPMT"}
)
_IN_TYPES: Final = frozenset({"CREDIT", "DEP", "DIRECTDEP", "INT", "DIV"})


@dataclass(slots=True)
class MovementFields:
    """The fields of one STMTTRN or STMTTRNP as they come. A field inside an aggregate is kept as `AGGREGATE.FIELD`."""

    line: int
    is_pending: bool
    fields: dict[str, str] = field(default_factory=dict)

    def to_line(self, currency: str, warnings: WarningLog) -> StatementLine:
        """The movement in the account's currency. Raises StatementError with the line of the movement."""
        get = self.fields.get
        day = get("DTPOSTED") or get("DTTRAN") or get("DTUSER")
        if not day:
            raise StatementError("BAD_DATE", "The movement has no date.", line=self.line)
        if not get("TRNAMT"):
            raise StatementError("BAD_AMOUNT", "The movement has no amount.", line=self.line)
        amount = read_amount(self.fields["TRNAMT"], self.line)
        self._check_sign(amount, warnings)
        own_amount, own_currency, original_amount, original_currency = self._converted(amount, currency)
        name = get("NAME") or get("PAYEE.NAME")
        memo = get("MEMO")
        return StatementLine(
            booked_on=read_date(day, self.line),
            amount=own_amount,
            currency=own_currency,
            description=" ".join((memo or name or "").split()),
            value_date=read_optional_date(get("DTAVAIL"), self.line),
            original_amount=original_amount,
            original_currency=original_currency,
            counterparty=name,
            counterparty_account=get("BANKACCTTO.ACCTID") or get("CCACCTTO.ACCTID"),
            mcc=_mcc(get("SIC")),
            bank_id=get("FITID"),
            status=BookingStatus.PENDING if self.is_pending else BookingStatus.BOOKED,
            line=self.line,
        )

    def _check_sign(self, amount: Decimal, warnings: WarningLog) -> None:
        kind = self.fields.get("TRNTYPE", "").upper()
        if (kind in _OUT_TYPES and amount > 0) or (kind in _IN_TYPES and amount < 0):
            warnings.add("SIGN_DOUBTFUL", f"{kind} has the amount {amount}; its sign is kept as written.", self.line)

    def _converted(self, amount: Decimal, currency: str) -> tuple[Decimal, str, Decimal | None, str | None]:
        """Amount and currency of the account, then the original ones.

        ORIGCURRENCY: the amount is in the account's currency and was converted at the rate. CURRENCY: the amount is
        in that other currency, and the rate converts it.
        """
        original, rate = self._foreign("ORIGCURRENCY", currency)
        if original:
            value = None
            if rate:
                value = round(amount / rate, minor_digits(original))
            return amount, currency, value, original
        foreign, rate = self._foreign("CURRENCY", currency)
        if not foreign:
            return amount, currency, None, None
        if rate is None or rate == 1:
            return amount, foreign, None, None
        return round(amount * rate, minor_digits(currency)), currency, amount, foreign

    def _foreign(self, aggregate: str, own: str) -> tuple[str | None, Decimal | None]:
        """Another currency than the account's, and its rate, where an aggregate names one."""
        text = self.fields.get(f"{aggregate}.CURSYM")
        if not text:
            return None, None
        currency = read_currency(text)
        if currency is None:
            raise StatementError("BAD_CURRENCY", f"{text[:20]!r} is not a currency.", line=self.line)
        if currency == own:
            return None, None
        rate_text = self.fields.get(f"{aggregate}.CURRATE")
        rate = read_amount(rate_text.replace(",", "."), self.line) if rate_text else None
        return currency, rate if rate and rate > 0 else None


def _mcc(text: str | None) -> str | None:
    return text.zfill(4) if text and _MCC.fullmatch(text) and int(text) else None
