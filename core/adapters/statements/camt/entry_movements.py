from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from core.adapters.statements.camt.camt_elements import MOST_DETAILS, Element
from core.adapters.statements.camt.camt_values import (
    account_number,
    read_direction,
    read_money,
    read_optional_day,
    signed,
)
from core.adapters.statements.camt.references import EntryIds, is_reference
from core.adapters.statements.statement_reading import WarningLog
from core.ports.statement_parser import BookingStatus, StatementError, StatementLine

_STATUSES: Final = {
    "BOOK": BookingStatus.BOOKED,
    "PDNG": BookingStatus.PENDING,
    "FUTR": BookingStatus.PENDING,
}
_NO_MONEY_MOVED: Final = frozenset({"INFO"})


@dataclass(frozen=True, slots=True)
class EntryFrame:
    """What the movements of one entry have in common. `amount` is signed."""

    entry: Element
    direction: int
    amount: Decimal
    currency: str
    is_reversal: bool
    status: BookingStatus
    booked_on: date
    value_date: date | None


def entry_movements(
    entry: Element, usual_currency: str | None, told_on: date | None, ids: EntryIds, warnings: WarningLog
) -> Iterator[StatementLine]:
    """The movements of an entry: one for each detail where these make up its amount, otherwise the entry as one.

    Raises:
        StatementError: BAD_AMOUNT, BAD_CURRENCY, BAD_DIRECTION or BAD_DATE, with the entry's line.
    """
    status = entry.first("Sts/Cd", "Sts/Prtry", "Sts")
    if status in _NO_MONEY_MOVED:
        warnings.add("NOT_EXECUTED", "The entry is for information: no money moved, it is left out.", entry.line)
        return
    if status is not None and status not in _STATUSES:
        warnings.add("UNKNOWN_STATUS", f"{status[:40]!r} is read as booked.", entry.line)
    frame = _frame(entry, _STATUSES.get(status or "BOOK", BookingStatus.BOOKED), usual_currency, told_on)
    amounts = _detail_amounts(frame, warnings)
    if amounts is None:
        only = entry.details[0] if entry.details_count == 1 else None
        yield _movement(frame, only, frame.amount, ids.of_entry(entry, only, is_reversal=frame.is_reversal))
        return
    for place, (detail, amount) in enumerate(zip(entry.details, amounts, strict=True), start=1):
        yield _movement(frame, detail, amount, ids.of_detail(entry, detail, place, is_reversal=frame.is_reversal))


def _frame(entry: Element, status: BookingStatus, usual_currency: str | None, told_on: date | None) -> EntryFrame:
    money = read_money(entry, "Amt", usual_currency)
    if money is None:
        raise StatementError("BAD_AMOUNT", "The entry has no amount.", line=entry.line)
    direction = read_direction(entry, entry.fields.get("CdtDbtInd"))
    value_date = read_optional_day(entry, "ValDt")
    booked_on = read_optional_day(entry, "BookgDt") or value_date
    if booked_on is None and status is BookingStatus.PENDING:
        booked_on = told_on
    if booked_on is None:
        raise StatementError("BAD_DATE", "The entry has no date.", line=entry.line)
    # CdtDbtInd already says which way the money went; RvslInd says that it takes an earlier entry back.
    is_reversal = entry.fields.get("RvslInd", "").lower() in {"true", "1"}
    return EntryFrame(
        entry, direction, signed(money[0], direction), money[1], is_reversal, status, booked_on, value_date
    )


def _detail_amounts(frame: EntryFrame, warnings: WarningLog) -> list[Decimal] | None:
    """The signed amounts of the details of a batch; None where there is no batch or it does not make up the entry."""
    entry = frame.entry
    if entry.details_count > MOST_DETAILS:
        warnings.add("BATCH_TOO_LONG", f"{entry.details_count} details are read as one movement.", entry.line)
        return None
    if entry.details_count <= 1:
        return None
    amounts = []
    for detail in entry.details:
        amount = _detail_amount(frame, detail)
        if amount is None:
            warnings.add("BATCH_WITHOUT_AMOUNTS", "A batch without amounts is read as one movement.", entry.line)
            return None
        amounts.append(amount)
    if sum(amounts, Decimal(0)) != frame.amount:
        warnings.add(
            "BATCH_MISMATCH",
            f"The details make {sum(amounts, Decimal(0))}, the entry is {frame.amount} and is read as one movement.",
            entry.line,
        )
        return None
    return amounts


def _detail_amount(frame: EntryFrame, detail: Element) -> Decimal | None:
    """The amount of a detail in the currency of its entry."""
    text = detail.fields.get("CdtDbtInd")
    direction = read_direction(detail, text) if text else frame.direction
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        money = read_money(detail, path, frame.currency)
        if money is not None and money[1] == frame.currency:
            return signed(money[0], direction)
    return None


def _movement(frame: EntryFrame, detail: Element | None, amount: Decimal, bank_id: str | None) -> StatementLine:
    entry = frame.entry
    name, account, tax_id = _other_side(frame, detail, amount)
    original = _original(frame, detail)
    return StatementLine(
        booked_on=frame.booked_on,
        amount=amount,
        currency=frame.currency,
        description=_description(entry, detail) or name or "",
        value_date=frame.value_date,
        original_amount=signed(original[0], -1 if amount < 0 else 1) if original else None,
        original_currency=original[1] if original else None,
        counterparty=name,
        counterparty_account=account,
        bank_id=bank_id,
        status=frame.status,
        line=detail.line if detail is not None and entry.details_count > 1 else entry.line,
        counterparty_tax_id=tax_id,
    )


def _description(entry: Element, detail: Element | None) -> str:
    found = None
    if detail is not None:
        found = detail.first("RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf")
    found = found or entry.fields.get("AddtlNtryInf")
    if found is None and detail is not None and is_reference(end_to_end := detail.fields.get("Refs/EndToEndId")):
        found = end_to_end
    return " ".join(found.split()) if found else ""


def _other_side(
    frame: EntryFrame, detail: Element | None, amount: Decimal
) -> tuple[str | None, str | None, str | None]:
    """Name, account and tax number of whom the money came from or went to. A reversal keeps its payment's parties."""
    if detail is None:
        return None, None, None
    is_payer = (amount >= 0) != frame.is_reversal
    role = "Dbtr" if is_payer else "Cdtr"
    party, ultimate = f"RltdPties/{role}", f"RltdPties/Ultmt{role}"
    name = detail.first(
        f"{party}/Nm", f"{party}/Pty/Nm", f"{party}/Agt/FinInstnId/Nm", f"{ultimate}/Nm", f"{ultimate}/Pty/Nm"
    )
    tax_id = None
    for base in (party, f"{party}/Pty"):
        for kind in ("OrgId", "PrvtId"):
            if detail.fields.get(f"{base}/Id/{kind}/Othr/SchmeNm/Cd") == "TXID":
                tax_id = tax_id or detail.fields.get(f"{base}/Id/{kind}/Othr/Id")
    return " ".join(name.split()) if name else None, account_number(detail, f"{party}Acct"), tax_id


def _original(frame: EntryFrame, detail: Element | None) -> tuple[Decimal, str] | None:
    """Amount and currency before conversion, where another currency than the entry's is named."""
    for element in (detail, frame.entry):
        if element is None:
            continue
        for path in ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "Amt"):
            money = read_money(element, path, frame.currency)
            if money is not None and money[1] != frame.currency:
                return money
    return None
