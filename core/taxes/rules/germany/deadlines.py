"""When German taxes fall due; a day of rest moves it to the next working day (§ 108 Abs. 3 AO)."""

from collections.abc import Iterator
from datetime import date

from core.taxes.rules.calendar_days import day_after, months_of, quarters_of
from core.taxes.rules.country import Profile, TaxYear, VatStatus
from core.taxes.rules.deadline import Deadline, DeadlineKind, next_working_day
from core.taxes.rules.germany.figures import CODE, FIGURES


def calendar_year(year: int) -> TaxYear:
    """The tax year, which is the calendar's."""
    return TaxYear(str(year), date(year, 1, 1), date(year, 12, 31))


def german_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """Prepayments, VAT returns and the year's returns around a calendar year."""
    for number in (year - 1, year):
        tax_year = calendar_year(number)
        if profile.registered_on > tax_year.end or (profile.ended_on or tax_year.end) < tax_year.start:
            continue
        yield from prepayments(tax_year, profile.region)
        yield annual_return(tax_year, profile.region)
        if profile.vat is VatStatus.REGISTERED:
            yield from vat_returns(profile, number)


def prepayments(year: TaxYear, region: str | None = None) -> list[Deadline]:
    """The four of a year."""
    return [_prepayment(year, quarter, region) for quarter in range(1, 5)]


def annual_payment(year: TaxYear) -> Deadline:
    """A month after the assessment, which is not known before: the day the return is due stands for it."""
    due = annual_return(year, None)
    return Deadline(f"income_tax.final/{year.label}", DeadlineKind.PAYMENT, "Income tax for the year", year.start,
                    year.end, due.stated_on, due.due_on, "§ 36 Abs. 4 EStG: one month after the notice")  # fmt: skip


def annual_return(year: TaxYear, region: str | None) -> Deadline:
    """Income tax return with the surplus account, without a tax adviser."""
    figure = FIGURES.on("annual_return.day", year.start)
    month, day = (int(cell or 0) for cell in figure.rows[0])
    stated = date(year.start.year + 1, month, day)
    return Deadline(f"income_tax.return/{year.label}", DeadlineKind.FILING, "Income tax return with surplus account",
                    year.start, year.end, stated, next_working_day(stated, CODE, region), figure.source)  # fmt: skip


def vat_returns(profile: Profile, year: int) -> Iterator[Deadline]:
    """Advance VAT returns and their payments, which are due on the same day, and the annual return."""
    often = profile.facts.choice("vat_period")
    extended = profile.facts.yes("permanent_extension")
    periods = {"monthly": months_of, "quarterly": quarters_of}.get(often)
    for start, end in periods(year) if periods else ():
        if end < profile.registered_on or (profile.ended_on is not None and start > profile.ended_on):
            continue
        yield from _vat_return(start, end, profile.region, monthly=often == "monthly", extended=extended)
    if often == "monthly" and extended:
        figure = FIGURES.on("vat.special_prepayment_day", date(year, 2, 1))
        stated = date(year, 2, int(figure.value))
        yield Deadline(f"vat.special_prepayment/{year}", DeadlineKind.PAYMENT, "Special VAT prepayment",
                       date(year, 1, 1), date(year, 12, 31), stated,
                       next_working_day(stated, CODE, profile.region), figure.source)  # fmt: skip
    whole = annual_return(calendar_year(year), profile.region)
    yield Deadline(f"vat.return/{year}", DeadlineKind.FILING, "VAT return for the year", whole.period_start,
                   whole.period_end, whole.stated_on, whole.due_on, whole.source)  # fmt: skip


def _vat_return(start: date, end: date, region: str | None, *, monthly: bool, extended: bool) -> Iterator[Deadline]:
    month = day_after(end.year, end.month, 2 if extended else 1, 1)
    figure = FIGURES.on("vat.return_day", month)
    stated = month.replace(day=int(figure.value))
    due = next_working_day(stated, CODE, region)
    period = f"{start:%Y-%m}" if monthly else f"{start.year}-q{end.month // 3}"
    for kind, label in ((DeadlineKind.FILING, "Advance VAT return"), (DeadlineKind.PAYMENT, "VAT prepayment")):
        yield Deadline(f"vat.advance_{kind}/{period}", kind, label, start, end, stated, due, figure.source)


def _prepayment(year: TaxYear, quarter: int, region: str | None) -> Deadline:
    month = date(year.start.year, quarter * 3, 1)
    figure = FIGURES.on("prepayment.day", month)
    stated = month.replace(day=int(figure.value))
    return Deadline(
        f"income_tax.prepayment/{year.label}-q{quarter}", DeadlineKind.PAYMENT, "Income tax prepayment", year.start,
        year.end, stated, next_working_day(stated, CODE, region), figure.source,
    )  # fmt: skip
