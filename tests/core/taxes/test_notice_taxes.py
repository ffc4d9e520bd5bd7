"""What of taxes is worth telling a person unasked, and what is not."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.insights.models import InsightKind
from core.insights.noticed import Noticed
from core.taxes.estimate_tax import LimitAhead, TaxOutlook
from core.taxes.find_payments import TaxPayment
from core.taxes.list_deadlines import MarkedDeadline
from core.taxes.notice_taxes import deadlines_near, limits_ahead, to_set_aside
from core.taxes.rules.country import TaxYear
from core.taxes.rules.deadline import Deadline, DeadlineKind
from core.taxes.rules.estimate import Estimate, Limit
from core.taxes.rules.figures import Figure

TODAY = date(2026, 7, 20)
PROFILE = UUID(int=7)
START, END = date(2026, 1, 1), date(2026, 12, 31)
PAID = TaxPayment(UUID(int=9), TODAY, Decimal(4000))


def due(
    days: int = 5,
    *,
    owed: Decimal | None = Decimal("4000.50"),
    done_on: date | None = None,
    paid_by: TaxPayment | None = None,
) -> MarkedDeadline:
    day = TODAY + timedelta(days=days)
    deadline = Deadline("npd.payment/2026-06", DeadlineKind.PAYMENT, "Tax", START, TODAY, day, day, "a law")
    return MarkedDeadline(deadline, "RUB", done_on, owed, paid_by)


def outlook(
    set_aside: str = "0", currency: str = "RUB", limits: tuple[LimitAhead, ...] = (), year: int = 2026
) -> TaxOutlook:
    of_year = TaxYear(str(year), date(year, 1, 1), date(year, 12, 31))
    estimate = Estimate("RU", "npd", of_year.start, of_year.end, currency, ())
    nothing = Decimal(0)
    return TaxOutlook(
        of_year, TODAY, estimate, nothing, None, is_on_profit=False, deductions=(), paid=nothing,
        set_aside=Decimal(set_aside), limits=limits, gaps=(),
    )  # fmt: skip


def ahead(
    used: int = 1_800_000, crossed_on: date | None = date(2026, 10, 2), chance: float | None = 0.63
) -> LimitAhead:
    figure = Figure("npd.annual_limit", Decimal(2_400_000), (), START, END, "a law")
    return LimitAhead(Limit("npd.annual_limit", "Income", Decimal(used), figure, START, END), crossed_on, chance)


def test_a_deadline_within_a_week_is_told_with_what_is_owed() -> None:
    (told,) = deadlines_near(PROFILE, [due()], "ru-RU", TODAY)
    assert told == Noticed(
        InsightKind.TAX_DEADLINE,
        f"tax_deadline:{PROFILE}:npd.payment/2026-06",
        None,
        "Налог на профессиональный доход",
        TODAY + timedelta(days=5),
        4000_50,
        "RUB",
        topic="npd.payment/2026-06",
    )


@pytest.mark.parametrize("days", [0, 7])
def test_the_first_and_the_last_day_of_the_week_count(days: int) -> None:
    (told,) = deadlines_near(PROFILE, [due(days, owed=None)], "en", TODAY)
    assert (told.label, told.amount_minor, told.currency) == ("Tax", None, None)


@pytest.mark.parametrize(
    "deadline",
    [
        pytest.param(due(8), id="in more than a week"),
        pytest.param(due(-1), id="over"),
        pytest.param(due(done_on=TODAY), id="marked"),
        pytest.param(due(paid_by=PAID), id="found paid"),
        pytest.param(due(owed=Decimal(0)), id="nothing to pay"),
        pytest.param(due(owed=Decimal(-3)), id="too much was advanced"),
    ],
)
def test_a_deadline_that_is_no_news_is_not_told(deadline: MarkedDeadline) -> None:
    assert list(deadlines_near(PROFILE, [deadline], "en", TODAY)) == []


def test_a_limit_that_is_likely_to_be_crossed_is_told_with_its_day_and_chance() -> None:
    (told,) = limits_ahead(PROFILE, outlook(limits=(ahead(),)), TODAY)
    assert told == Noticed(
        InsightKind.TAX_LIMIT,
        f"tax_limit:{PROFILE}:npd.annual_limit:2026",
        None,
        "Income",
        date(2026, 10, 2),
        2_400_000_00,
        "RUB",
        usual_minor=1_800_000_00,
        chance=Decimal("0.63"),
        topic="npd.annual_limit",
    )


@pytest.mark.parametrize(
    ("limit", "is_told"),
    [
        pytest.param(ahead(chance=0.5), True, id="as likely as not"),
        pytest.param(ahead(chance=0.495), False, id="less likely than not"),
        pytest.param(ahead(used=2_400_001), False, id="crossed already"),
        pytest.param(ahead(crossed_on=None), False, id="no day"),
        pytest.param(ahead(crossed_on=TODAY), False, id="today"),
        pytest.param(ahead(chance=None), False, id="too little is known"),
    ],
)
def test_which_limits_are_news(limit: LimitAhead, *, is_told: bool) -> None:
    assert bool(list(limits_ahead(PROFILE, outlook(limits=(limit,)), TODAY))) is is_told


@pytest.mark.parametrize(
    ("outlooks", "cash", "told"),
    [
        pytest.param([outlook("100.01")], {"RUB": 100_00}, [("RUB", 100_01, 100_00)], id="a kopeck too little"),
        pytest.param([outlook("100.00")], {"RUB": 100_00}, [], id="just enough"),
        pytest.param([outlook("60"), outlook("50")], {"RUB": 100_00}, [("RUB", 110_00, 100_00)], id="two profiles"),
        pytest.param([outlook("100")], {"EUR": 0}, [], id="no account in the currency"),
        pytest.param([outlook("5000", "JPY")], {"JPY": 4999}, [("JPY", 5000, 4999)], id="without minor units"),
        pytest.param([], {"RUB": 0}, [], id="no profile"),
    ],
)
def test_money_to_set_aside_is_told_where_it_is_not_there(
    outlooks: list[TaxOutlook], cash: Mapping[str, int], told: list[tuple[str, int, int]]
) -> None:
    found = list(to_set_aside(outlooks, cash, TODAY))
    assert [(one.currency, one.amount_minor, one.usual_minor) for one in found] == told
    assert [one.key for one in found] == [f"tax_set_aside:{currency}:2026-07" for currency, _, _ in told]


@given(
    later=st.integers(0, 30),
    amount=st.decimals("0.01", "99999", places=2),
    used=st.integers(0, 2_400_000),
    data=st.data(),
)
def test_the_same_thing_has_the_same_key_on_every_day(
    later: int, amount: Decimal, used: int, data: st.DataObject
) -> None:
    """Sums, chances and days move from look to look; what was told once is known by its key all the same."""
    day = TODAY + timedelta(days=later)
    crossed = data.draw(st.dates(TODAY + timedelta(days=40), END))
    chance = data.draw(st.floats(0.5, 1))
    deadlines = deadlines_near(PROFILE, [due(owed=amount)], "en", TODAY + timedelta(days=min(later, 5)))
    limits = limits_ahead(PROFILE, outlook(limits=(ahead(used, crossed, chance),)), day)
    short = to_set_aside([outlook(str(amount))], {"RUB": 0}, day)
    assert [one.key for one in (*deadlines, *limits, *short)] == [
        f"tax_deadline:{PROFILE}:npd.payment/2026-06",
        f"tax_limit:{PROFILE}:npd.annual_limit:2026",
        f"tax_set_aside:RUB:{day:%Y-%m}",
    ]
