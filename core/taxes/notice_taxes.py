"""What a person would want to be told of their taxes unasked: a day that is near, money to set aside, a limit ahead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func

from core.accounts.models import AccountKind, AccountRow
from core.accounts.repository import own_accounts
from core.db.database import ReadSession
from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.money import Currency
from core.taxes.errors import UnknownFigureError
from core.taxes.estimate_tax import UNESTIMABLE, TaxOutlook, estimate_tax
from core.taxes.find_profile import own_tax_profiles
from core.taxes.lead_days import LONGEST_LEAD_DAYS
from core.taxes.list_deadlines import MarkedDeadline, list_tax_deadlines
from core.taxes.models import TaxProfileRow
from core.taxes.remind_of_deadlines import MOST_PROFILES
from core.taxes.rules.russian_names import name_of

NEAR: Final = timedelta(days=7)
LIKELY: Final = 0.5


@dataclass(slots=True)
class TaxNews:
    """What is worth telling, and the keys of what was worth it and is done: marked, or found paid."""

    noticed: list[Noticed] = field(default_factory=list)
    done: set[str] = field(default_factory=set)


async def notice_taxes(read: ReadSession, user_id: UUID, locale: str, today: date) -> TaxNews:
    """Look through all of a person's tax profiles. What can't be estimated is passed over."""
    rows = await read.session.execute(
        own_tax_profiles(user_id).order_by(TaxProfileRow.starts_on.desc(), TaxProfileRow.id).limit(MOST_PROFILES)
    )
    news, outlooks = TaxNews(), list[TaxOutlook]()
    for profile in rows.scalars():
        deadlines = await _near_deadlines(read, user_id, profile, today, NEAR)
        news.done |= {deadline_key(profile.id, one) for one in deadlines if is_done(one)}
        news.noticed += deadlines_near(profile.id, deadlines, locale, today)
        if profile.starts_on <= today and (profile.ends_on is None or profile.ends_on >= today):
            try:
                outlook = await estimate_tax(read, user_id, profile.id, today, today)
            except UNESTIMABLE:
                continue
            outlooks.append(outlook)
            news.noticed += limits_ahead(profile.id, outlook, today)
    cash = await _cash(read, user_id) if outlooks else {}
    news.noticed += to_set_aside(outlooks, cash, today)
    return news


async def done_deadlines(read: ReadSession, user_id: UUID, today: date) -> set[str]:
    """The keys of deadlines within three months that were marked as done or found paid."""
    rows = await read.session.execute(
        own_tax_profiles(user_id).order_by(TaxProfileRow.starts_on.desc(), TaxProfileRow.id).limit(MOST_PROFILES)
    )
    done: set[str] = set()
    for profile in rows.scalars():
        deadlines = await _near_deadlines(read, user_id, profile, today, timedelta(days=LONGEST_LEAD_DAYS))
        done |= {deadline_key(profile.id, one) for one in deadlines if is_done(one)}
    return done


def deadlines_near(
    profile_id: UUID, deadlines: Iterable[MarkedDeadline], locale: str, today: date
) -> Iterator[Noticed]:
    """Days of the next week on which something is due that was neither marked as done nor found paid."""
    for one in deadlines:
        deadline = one.deadline
        if is_done(one) or not today <= deadline.due_on <= today + NEAR:
            continue
        if one.owed is not None and one.owed <= 0:
            continue  # nothing is to be paid
        yield Noticed(
            InsightKind.TAX_DEADLINE,
            deadline_key(profile_id, one),
            None,
            name_of(deadline, locale),
            deadline.due_on,
            None if one.owed is None else _minor(one.owed, one.currency),
            None if one.owed is None else one.currency,
            topic=deadline.key,
        )


def limits_ahead(profile_id: UUID, outlook: TaxOutlook, today: date) -> Iterator[Noticed]:
    """Limits that are more likely than not to be crossed by the end of the year, and are not yet."""
    for ahead in outlook.limits:
        limit, day = ahead.limit, ahead.crossed_on
        if limit.exceeded or day is None or day <= today or ahead.chance is None or ahead.chance < LIKELY:
            continue
        yield Noticed(
            InsightKind.TAX_LIMIT,
            f"tax_limit:{profile_id}:{limit.key}:{outlook.year.start.year}",
            None,
            limit.label,
            day,
            _minor(limit.figure.value, outlook.so_far.currency),
            outlook.so_far.currency,
            usual_minor=_minor(limit.used, outlook.so_far.currency),
            chance=Decimal(str(round(ahead.chance, 3))),
            topic=limit.key,
        )


def to_set_aside(outlooks: Iterable[TaxOutlook], cash: Mapping[str, int], today: date) -> Iterator[Noticed]:
    """Currencies in which more should be set aside than is there; once a month. `cash`: minor units by currency.

    Where no account holds a currency nothing is known of what is there, and nothing is told.
    """
    wanted: defaultdict[str, Decimal] = defaultdict(Decimal)
    for outlook in outlooks:
        wanted[outlook.so_far.currency] += outlook.set_aside
    for currency, amount in sorted(wanted.items()):
        minor = _minor(amount, currency)
        if currency in cash and minor > cash[currency]:
            yield Noticed(
                InsightKind.TAX_SET_ASIDE,
                f"tax_set_aside:{currency}:{today:%Y-%m}",
                None,
                currency,
                today,
                minor,
                currency,
                usual_minor=cash[currency],
            )


def is_done(one: MarkedDeadline) -> bool:
    """Whether it was marked as done, or its payment found."""
    return one.done_on is not None or one.paid_by is not None


async def _near_deadlines(
    read: ReadSession, user_id: UUID, profile: TaxProfileRow, today: date, near: timedelta
) -> list[MarkedDeadline]:
    """The deadlines of so long before, which may have been met meanwhile, and of so long to come."""
    found: list[MarkedDeadline] = []
    for year in sorted({(today - near).year, (today + near).year}):
        try:
            found += await list_tax_deadlines(read, user_id, profile.id, year, today)
        except UnknownFigureError:
            continue  # a year that nobody knows the days of has no deadlines yet
    return [one for one in found if abs(one.deadline.due_on - today) <= near]


async def _cash(read: ReadSession, user_id: UUID) -> dict[str, int]:
    """What a person's accounts hold by currency, in minor units. An overdrawn account and a loan hold nothing."""
    held = func.sum(func.greatest(AccountRow.balance_minor, 0))
    own = own_accounts(user_id).where(AccountRow.archived_at.is_(None), AccountRow.kind != AccountKind.LOAN)
    rows = await read.session.execute(own.with_only_columns(AccountRow.currency, held).group_by(AccountRow.currency))
    return {currency: int(minor) for currency, minor in rows}


def deadline_key(profile_id: UUID, one: MarkedDeadline) -> str:
    """What tells a deadline of a profile from all others."""
    return f"tax_deadline:{profile_id}:{one.deadline.key}"


def _minor(amount: Decimal, currency: str) -> int:
    return int(amount.scaleb(Currency(currency).exponent).to_integral_value())
