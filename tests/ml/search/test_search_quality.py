from pathlib import Path
from statistics import mean

import pytest

from tests.bench.context import Context
from tests.ml.search.evaluate_search import evaluate, ndcg
from tests.ml.search.judged_queries import judged_queries


def test_questions_are_answered_as_well_as_the_model_card_says(tmp_path: Path) -> None:
    """A third of the judged questions; what is asked for is 0.85 in one language and 0.60 across the two."""
    with Context(tmp_path, is_quick=True) as context:
        outcomes = evaluate(context, every=3)
    same = [one.score for one in outcomes if one.score is not None and one.query.language == one.papers]
    cross = [one.score for one in outcomes if one.score is not None and one.query.language != one.papers]
    assert len(same) + len(cross) >= 100
    assert mean(same) >= 0.85
    assert mean(cross) >= 0.80


def test_the_judged_questions_are_many_and_of_all_kinds() -> None:
    queries = judged_queries()
    assert len(queries) >= 150
    assert {(query.language, query.kind) for query in queries} == {
        (language, kind) for language in ("ru", "en") for kind in ("topic", "entity", "amount", "nothing")
    }
    assert sum(query.held_out for query in queries) >= 80


@pytest.mark.parametrize(
    ("grades", "everything", "expected"),
    [([2, 0], [2, 0, 0], 1.0), ([0, 2], [2, 0], 0.63093), ([], [2], 0.0), ([0], [0], None)],
)
def test_ndcg(grades: list[int], everything: list[int], expected: float | None) -> None:
    assert ndcg(grades, everything) == (None if expected is None else pytest.approx(expected, abs=1e-5))
