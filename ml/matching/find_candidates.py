"""Candidates among made-up books, by the same bounds as the query over real ones keeps to."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from operator import attrgetter

from core.ports.receipt_matcher import (
    BAND,
    DAYS_AFTER,
    DAYS_BEFORE,
    INVOICE_DAYS_AFTER,
    INVOICE_DAYS_BEFORE,
    LEAST_ALIKE,
    LEAST_PAID,
    MOST_BY_NAME,
    MOST_PAID,
    Candidate,
    Paper,
    PaymentFacts,
)
from ml.matching.generate_books import FIRST, Books
from ml.matching.names import likeness


def find_candidates(books: Books) -> list[Candidate]:
    """Pairs by amount and day, and for papers without an exact one by name and day."""
    by_day = sorted(books.payments, key=attrgetter("booked_on", "id"))
    return [candidate for paper in books.papers for candidate in _of_paper(books, paper, by_day)]


def _of_paper(books: Books, paper: Paper, payments: Sequence[PaymentFacts]) -> Iterator[Candidate]:
    near = [payment for payment in payments if _is_near(paper, payment)]
    found = [payment for payment in near if _fits(books, paper, payment)]
    for payment in found:
        yield Candidate(paper.id, payment.id, books.ratio(paper, payment))
    if paper.merchant and paper.dated_on and not any(payment.amount == paper.total for payment in found):
        alike = [(likeness(paper.merchant, payment.description).cover, payment) for payment in near]
        named = [payment for cover, payment in alike if cover >= LEAST_ALIKE and payment not in found]
        named.sort(key=lambda payment: (abs(payment.booked_on - paper.dated_on), payment.id))  # type: ignore[operator]  # it has a day here
        for payment in named[:MOST_BY_NAME]:
            yield Candidate(paper.id, payment.id, books.ratio(paper, payment))


def _is_near(paper: Paper, payment: PaymentFacts) -> bool:
    if paper.dated_on is None:
        return payment.booked_on >= FIRST
    before, after = (DAYS_BEFORE, DAYS_AFTER) if paper.is_receipt else (INVOICE_DAYS_BEFORE, INVOICE_DAYS_AFTER)
    return paper.dated_on - timedelta(days=before) <= payment.booked_on <= paper.dated_on + timedelta(days=after)


def _fits(books: Books, paper: Paper, payment: PaymentFacts) -> bool:
    if paper.total is None:
        return False
    if paper.currency is None or paper.currency == payment.currency:
        share = payment.amount / paper.total
        return share == 1 or (paper.dated_on is not None and LEAST_PAID <= share <= MOST_PAID)
    if payment.original_currency == paper.currency and payment.original == paper.total:
        return True
    ratio = books.ratio(paper, payment)
    return paper.dated_on is not None and ratio is not None and abs(ratio - 1) <= BAND
