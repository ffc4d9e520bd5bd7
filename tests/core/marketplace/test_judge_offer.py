"""Offers held against made-up people: met, not met, and what is not known, which is never met."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import new_id
from core.marketplace.eligibility import CriterionKind, checked_eligibility
from core.marketplace.errors import LeadStateError
from core.marketplace.explain import explain
from core.marketplace.judge_offer import Outcome, Reason, WhyUnknown, average_income, judge_offer
from core.marketplace.lead_states import MOVES, check_move
from core.marketplace.models import LeadParty, LeadStatus, OfferRow
from core.marketplace.rank_offers import rank_offers
from core.marketplace.standing import MonthSums, Standing, TaxStanding
from core.reports.figures import Span
from core.reports.rules import months_of

STARTS = months_of(date(2024, 1, 1), 24)
NOBODY = Standing("Anna", "anna@example.com", "RUB")


def books(month: MonthSums, *, since: date = date(2024, 1, 1), **more: Any) -> Standing:
    """The same every month."""
    months: list[Mapping[str, MonthSums]] = [{"RUB": month} for _ in STARTS]
    return replace(NOBODY, books_since=since, months=months, starts=STARTS, **more)


def judged(standing: Standing, **criterion: Any) -> Reason:
    (reason,) = judge_offer(checked_eligibility([criterion]), standing).reasons
    return reason


def income(least: int = 100_000, months: int = 6) -> dict[str, Any]:
    return {"kind": "monthly_income", "months": months, "least_minor": least, "currency": "RUB"}


def profit(least: int = 100_000) -> dict[str, Any]:
    return income(least) | {"kind": "monthly_profit"}


TAXED = replace(NOBODY, taxes=[TaxStanding("RU", "npd", "not_registered")])
EARNS = MonthSums(earned=100_000)
LITTLE = MonthSums(earned=60_000)


@pytest.mark.parametrize(
    ("standing", "criterion", "outcome", "why"),
    [
        (NOBODY, {"kind": "country", "among": ["RU"]}, Outcome.UNKNOWN, WhyUnknown.NO_TAX_PROFILE),
        (TAXED, {"kind": "country", "among": ["DE", "RU"]}, Outcome.MET, None),
        (TAXED, {"kind": "country", "among": ["DE"]}, Outcome.NOT_MET, None),
        (TAXED, {"kind": "tax_regime", "among": ["npd"]}, Outcome.MET, None),
        (TAXED, {"kind": "vat_status", "among": ["registered"]}, Outcome.NOT_MET, None),
        (NOBODY, {"kind": "base_currency", "among": ["RUB"]}, Outcome.MET, None),
        (NOBODY, {"kind": "base_currency", "among": ["EUR"]}, Outcome.NOT_MET, None),
        (NOBODY, {"kind": "months_of_books", "months": 1}, Outcome.UNKNOWN, WhyUnknown.NO_BOOKS),
        (books(EARNS), {"kind": "months_of_books", "months": 24}, Outcome.MET, None),
        (books(EARNS, since=date(2024, 1, 2)), {"kind": "months_of_books", "months": 24}, Outcome.NOT_MET, None),
        (NOBODY, income(), Outcome.UNKNOWN, WhyUnknown.NO_BOOKS),
        (books(EARNS, since=date(2025, 8, 2)), income(), Outcome.UNKNOWN, WhyUnknown.TOO_FEW_MONTHS),
        (books(EARNS), income(), Outcome.MET, None),
        (books(EARNS), income(100_001), Outcome.NOT_MET, None),
        (books(replace(LITTLE, unsorted_in=39_999)), income(), Outcome.NOT_MET, None),
        (books(replace(LITTLE, unsorted_in=40_000)), income(), Outcome.UNKNOWN, WhyUnknown.UNSORTED),
        (books(replace(LITTLE, by_hand=40_000)), income(), Outcome.UNKNOWN, WhyUnknown.BY_HAND),
        (
            books(LITTLE, gaps=[Span(first=date(2025, 12, 31), last=date(2025, 12, 31))]),
            income(),
            Outcome.UNKNOWN,
            WhyUnknown.GAPS,
        ),
        (
            books(LITTLE, gaps=[Span(first=date(2025, 6, 1), last=date(2025, 6, 30))]),
            income(),
            Outcome.NOT_MET,
            None,
        ),
        (books(EARNS), profit(), Outcome.MET, None),
        (books(replace(EARNS, spent=1)), profit(), Outcome.NOT_MET, None),
        (books(replace(EARNS, unsorted_out=1)), profit(), Outcome.UNKNOWN, WhyUnknown.UNSORTED),
        (
            books(EARNS, gaps=[Span(first=date(2025, 12, 31), last=date(2025, 12, 31))]),
            profit(),
            Outcome.UNKNOWN,
            WhyUnknown.GAPS,
        ),
    ],
)
def test_a_rule_is_met_or_not_or_unknown(
    standing: Standing, criterion: dict[str, Any], outcome: Outcome, why: WhyUnknown | None
) -> None:
    reason = judged(standing, **criterion)
    assert (reason.outcome, reason.why) == (outcome, why)


def test_business_in_another_currency_leaves_it_open() -> None:
    standing = books(LITTLE)
    months = [{**month, "EUR": MonthSums(earned=1)} for month in standing.months]
    reason = judged(replace(standing, months=months), **income())
    assert (reason.outcome, reason.why) == (Outcome.UNKNOWN, WhyUnknown.OTHER_CURRENCY)


@given(
    st.builds(
        MonthSums,
        earned=st.integers(0, 10**6),
        spent=st.integers(0, 10**6),
        unsorted_in=st.integers(0, 10**6),
        unsorted_out=st.integers(0, 10**6),
    ),
    st.integers(1, 10**6),
    st.sampled_from(["monthly_income", "monthly_profit"]),
)
def test_whatever_the_unsorted_turn_out_to_be_a_yes_stays_a_yes(month: MonthSums, least: int, kind: str) -> None:
    """Sorting all of it as business, or as none: what was certain before is what comes out."""
    rule = income(least) | {"kind": kind}
    said = judged(books(month), **rule).outcome
    none = replace(month, unsorted_in=0, unsorted_out=0)
    whole = replace(none, earned=month.earned + month.unsorted_in, spent=month.spent + month.unsorted_out)
    ends = {judged(books(one), **rule).outcome for one in (none, whole)}
    if said is not Outcome.UNKNOWN:
        assert ends == {said}


def test_words_in_both_languages() -> None:
    reason = judged(books(LITTLE), **income())
    assert explain(reason, "en") == (
        "Your income a month on average over 6 whole months: at least RUB1,000.00. Yours: RUB600.00."
    )
    assert explain(judged(TAXED, kind="country", among=["DE"]), "ru") == (
        "Страна ваших налогов: подходит Германия. У вас: Россия."
    )
    assert explain(judged(NOBODY, kind="country", among=["DE"]), "en") == (
        "Your tax country must be Germany. Not known: you have no tax profile."
    )


def test_every_kind_has_words() -> None:
    of = {
        CriterionKind.COUNTRY: ["RU"],
        CriterionKind.TAX_REGIME: ["npd"],
        CriterionKind.VAT_STATUS: ["registered"],
        CriterionKind.BASE_CURRENCY: ["RUB"],
    }
    rules: list[dict[str, Any]] = [{"kind": kind.value, "among": words} for kind, words in of.items()]
    rules += [{"kind": "months_of_books", "months": 2}, income(), profit()]
    assert {rule["kind"] for rule in rules} == {kind.value for kind in CriterionKind}
    for standing in (NOBODY, books(EARNS)):
        for reason in judge_offer(checked_eligibility(rules), standing).reasons:
            assert explain(reason, "en") != explain(reason, "ru")


def test_an_average_is_not_guessed() -> None:
    assert average_income(books(MonthSums(earned=100_001)), 6) == 100_001
    assert average_income(books(EARNS, since=date(2025, 8, 2)), 6) is None


def offer(fields: int, day: int, *rules: dict[str, Any]) -> OfferRow:
    return OfferRow(
        id=new_id(),
        requested_fields=["name"] * fields,
        published_at=datetime(2026, 1, day, tzinfo=UTC),
        eligibility=checked_eligibility(rules).model_dump(mode="json"),
    )


def test_the_order_is_that_of_the_rule() -> None:
    fits = {"kind": "base_currency", "among": ["RUB"]}
    open_ = {"kind": "country", "among": ["RU"]}
    never = {"kind": "base_currency", "among": ["EUR"]}
    wanted = [
        offer(1, 9, fits),
        offer(2, 1, fits),
        offer(2, 2, fits),
        offer(1, 1, open_),
        offer(1, 1, open_, income()),
        offer(1, 1, never),
    ]
    pairs = [(one, judge_offer(checked_eligibility(one.eligibility["criteria"]), NOBODY)) for one in wanted]
    assert rank_offers(reversed(pairs)) == wanted


def test_an_offer_without_rules_is_for_nobody() -> None:
    nobodys = judge_offer(checked_eligibility([]), NOBODY)
    assert (nobodys.is_eligible, nobodys.is_refused) == (False, True)


@pytest.mark.parametrize("party", LeadParty)
@pytest.mark.parametrize("before", LeadStatus)
@pytest.mark.parametrize("after", LeadStatus)
def test_only_what_the_table_has_is_a_move(party: LeadParty, before: LeadStatus, after: LeadStatus) -> None:
    if after in MOVES[party].get(before, ()):
        check_move(party, before, after)
    else:
        with pytest.raises(LeadStateError):
            check_move(party, before, after)


def test_nobody_moves_a_withdrawn_lead_and_a_partner_withdraws_none() -> None:
    assert not [party for party in LeadParty if MOVES[party].get(LeadStatus.WITHDRAWN)]
    assert not any(LeadStatus.WITHDRAWN in after for after in MOVES[LeadParty.PARTNER].values())
