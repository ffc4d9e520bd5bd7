from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.ports.receipt_matcher import Candidate, KnownPair, MatchKind, Paper, PaymentFacts, ProposedMatch
from ml.matching.propose import load_matcher

DAY = date(2026, 3, 10)


def paper(number: int, total: str | None = "1437.82", merchant: str | None = "ООО Ромашка") -> Paper:
    amount = Decimal(total) if total else None
    return Paper(UUID(int=number), True, merchant, None, None, DAY, amount, "RUB")  # noqa: FBT003 a receipt


def payment(number: int, amount: str = "1437.82", days: int = 0, text: str = "SP*ROMASHKA 4421") -> PaymentFacts:
    on = DAY + timedelta(days=days)
    return PaymentFacts(UUID(int=1000 + number), on, Decimal(amount), "RUB", None, None, text, None)


def propose(
    papers: list[Paper], payments: list[PaymentFacts], known: tuple[KnownPair, ...] = ()
) -> dict[tuple[UUID, UUID], ProposedMatch]:
    candidates = [Candidate(one.id, other.id) for one in papers for other in payments]
    found = load_matcher().propose(papers, payments, candidates, known)
    return {(match.paper_id, match.payment_id): match for match in found}


def test_without_candidates_there_is_nothing_to_say() -> None:
    assert load_matcher().propose([paper(1)], [], []) == []


def test_one_exact_pair_of_one_name_is_certain() -> None:
    one, paid = paper(1), payment(1)
    match = propose([one], [paid])[one.id, paid.id]
    assert (match.is_certain, match.kind, match.amount) == (True, MatchKind.EXACT, Decimal("1437.82"))


def test_of_two_equal_payments_none_is_certain() -> None:
    found = propose([paper(1)], [payment(1), payment(2)])
    assert [match.is_certain for match in found.values()] == [False, False]
    assert len({match.score for match in found.values()}) == 1


def test_a_nearer_day_a_likelier_name_and_a_known_alias_score_higher() -> None:
    one = paper(1, merchant="ООО Хмель")
    near, far = payment(1), payment(1, days=6)
    unknown = payment(1, text="TERMINAL VESTA 17")
    named = propose([paper(1)], [near])[one.id, near.id].score
    assert named >= propose([paper(1)], [far])[one.id, far.id].score
    plain = propose([one], [unknown])[one.id, unknown.id].score
    known = (KnownPair("ООО Хмель", None, "TERMINAL VESTA 99"),)
    assert propose([one], [unknown], known)[one.id, unknown.id].score >= plain


def test_a_name_alone_is_never_certain() -> None:
    one, paid = paper(1, total=None), payment(1)
    found = propose([one], [paid])
    assert not any(match.is_certain for match in found.values())


AMOUNTS = st.sampled_from(["100.00", "250.50", "350.50", "600.50", "1437.82"])
PAPERS = st.lists(st.tuples(AMOUNTS | st.none(), st.integers(-400, 400)), min_size=1, max_size=6)
PAYMENTS = st.lists(st.tuples(AMOUNTS, st.integers(-3, 8)), min_size=1, max_size=6)


@given(PAPERS, PAYMENTS, st.booleans())
def test_no_payment_is_given_away_twice_and_the_order_of_asking_does_not_matter(
    totals: list[tuple[str | None, int]], paid: list[tuple[str, int]], is_backward: bool
) -> None:
    papers = [
        replace(paper(number, total), dated_on=DAY + timedelta(days=days))
        for number, (total, days) in enumerate(totals)
    ]
    payments = [payment(number, amount, days) for number, (amount, days) in enumerate(paid)]
    found = propose(papers, payments)
    for other in payments:
        tied = sum(match.amount for match in found.values() if match.is_certain and match.payment_id == other.id)
        assert tied <= other.amount
    assert all(0 <= match.score <= 1 and match.amount > 0 for match in found.values())
    again = propose(papers[::-1], payments[::-1] if is_backward else payments)
    certain = {key for key, match in found.items() if match.is_certain}
    assert {key for key, match in again.items() if match.is_certain} == certain
