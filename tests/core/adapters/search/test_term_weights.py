from uuid import UUID, uuid4

import pytest

from core.adapters.search.term_weights import (
    MAX_ENTRIES,
    SAMPLE,
    WeighedTerm,
    as_parameters,
    estimate_chunks,
    plan_text,
    terms_of,
)
from core.ports.search_index import SearchTerm


def _term(name: str, estimate: float) -> WeighedTerm:
    return WeighedTerm(f"'{name}'", None, None, f"'{name}'", estimate)


def test_rare_terms_find_and_common_ones_only_rank() -> None:
    plan = plan_text([_term("total", 90_000), _term("yacht", 3), _term("coffee", 500)])
    assert plan.any_of == "('yacht') | ('coffee') | (('total'))"
    assert plan.uncounted == {0}


def test_common_terms_alone_find_together() -> None:
    plan = plan_text([_term("total", 90_000), _term("receipt", 80_000)])
    assert plan.any_of == "(('receipt') & ('total'))"
    assert plan.uncounted == {0, 1}


@pytest.mark.parametrize("chunks", [1_000, 100_000])
def test_the_number_of_chunks_is_told_by_how_close_their_ids_lie(chunks: int) -> None:
    ids = sorted(str(UUID(int=int(uuid4().hex, 16))) for _ in range(chunks))
    assert estimate_chunks(SAMPLE, ids[SAMPLE - 1]) == pytest.approx(chunks, rel=0.3)


def test_few_chunks_are_counted() -> None:
    assert estimate_chunks(12, "ff" * 16) == 12
    assert estimate_chunks(0, None) == 0


def test_words_of_a_query_are_terms_when_none_are_given() -> None:
    assert [term.word for term in terms_of("Счёт за кофе", [])] == ["счет", "за", "кофе"]


def test_what_means_the_same_goes_before_what_is_related_when_there_is_too_much() -> None:
    related = tuple(f"word{n}" for n in range(MAX_ENTRIES))
    parameters = as_parameters([SearchTerm("drinks", ("напитки",), related), SearchTerm("tea", ("чай",))])
    assert len(parameters["entries"]) == MAX_ENTRIES
    assert parameters["entries"][:4] == ["drinks", "tea", "напитки", "чай"]
