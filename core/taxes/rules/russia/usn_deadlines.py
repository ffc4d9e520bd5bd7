"""When the simplified system and an entrepreneur's own contributions fall due."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from core.taxes.rules.calendar_days import month_end
from core.taxes.rules.country import Profile
from core.taxes.rules.deadline import Deadline, DeadlineKind, next_working_day
from core.taxes.rules.russia.figures import CODE, FIGURES
from core.taxes.rules.russia.regimes import closed_on


def usn_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """Advances, their notices, declaration, annual payment and contributions around a calendar year."""
    for tax_year in (year - 1, year):
        if not _of(profile, tax_year):
            continue
        for quarter in (1, 2, 3):
            advance = advance_payment(tax_year, quarter)
            is_over = profile.ended_on is not None and profile.ended_on < date(tax_year, quarter * 3 - 2, 1)
            if profile.registered_on <= advance.period_end and not is_over:
                yield _notice(advance)
                yield advance
        yield _declaration(tax_year)
        yield annual_payment(tax_year)
    yield from contribution_deadlines(profile, year)


def contribution_deadlines(profile: Profile, year: int) -> Iterator[Deadline]:
    """The fixed and the 1 % contributions around a calendar year."""
    for tax_year in (year - 1, year):
        if _of(profile, tax_year):
            yield fixed_payment(profile, tax_year)
            yield above_payment(profile, tax_year)


def advance_payment(year: int, quarter: int) -> Deadline:
    """The advance after the first, second or third quarter."""
    return _due(f"usn.advance/{year}-q{quarter}", "Advance on the simplified tax", (year, quarter * 3),
                date(year, quarter * 3 + 1, 1), "usn.payment_day")  # fmt: skip


def annual_payment(year: int) -> Deadline:
    """The rest of the year's tax."""
    return _due(f"usn.payment/{year}", "Simplified tax for the year", (year, 12), date(year + 1, 4, 1),
                "usn.payment_day")  # fmt: skip


def fixed_payment(profile: Profile, year: int) -> Deadline:
    """The fixed contributions."""
    return _or_after_closing(profile, _due(
        f"contributions.fixed/{year}", "Fixed insurance contributions", (year, 12), date(year, 12, 1),
        "contributions.fixed_payment_day",
    ))  # fmt: skip


def above_payment(profile: Profile, year: int) -> Deadline:
    """The 1 % of what exceeds the free income."""
    return _or_after_closing(profile, _due(
        f"contributions.above/{year}", "1 % insurance contribution", (year, 12), date(year + 1, 7, 1),
        "contributions.above_payment_day",
    ))  # fmt: skip


def _or_after_closing(profile: Profile, usual: Deadline) -> Deadline:
    """Who is struck off the register in the year pays all of it within days."""
    closed = closed_on(profile)
    if closed is None or closed.year != usual.period_end.year:
        return usual
    days = FIGURES.on("contributions.closing_days", closed)
    stated = closed + timedelta(days=int(days.value))
    return replace(
        usual, period_end=closed, stated_on=stated, due_on=next_working_day(stated, CODE), source=days.source
    )


def _declaration(year: int) -> Deadline:
    return _due(f"usn.declaration/{year}", "Declaration of the simplified tax", (year, 12), date(year + 1, 4, 1),
                "usn.declaration_day", kind=DeadlineKind.FILING)  # fmt: skip


def _notice(advance: Deadline) -> Deadline:
    return _due(advance.key.replace("advance", "notice"), "Notice of the computed advance",
                (advance.period_end.year, advance.period_end.month), advance.stated_on.replace(day=1),
                "usn.notice_day", kind=DeadlineKind.FILING)  # fmt: skip


def _due(
    key: str, label: str, until: tuple[int, int], month: date, figure: str, *, kind: DeadlineKind = DeadlineKind.PAYMENT
) -> Deadline:
    found = FIGURES.on(figure, month)
    stated = month.replace(day=int(found.value))
    start, end = date(until[0], 1, 1), month_end(*until)
    return Deadline(key, kind, label, start, end, stated, next_working_day(stated, CODE), found.source)


def _of(profile: Profile, year: int) -> bool:
    ended = profile.ended_on is not None and profile.ended_on < date(year, 1, 1)
    return profile.registered_on <= date(year, 12, 31) and not ended
