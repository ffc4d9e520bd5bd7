import pytest

from core.identity.errors import WeakPasswordError
from core.identity.password_strength import check_strength


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaaaa",
        "password1234",
        "qwertyuiop12",
        "йцукенгшщзх",  # the same keys on a Russian keyboard
        "пароль12345",
        "Gfhjkm12345",  # that word, typed on the wrong layout
        "solvent2026",
        "Petrova1987",
        "olga.petrova-books",
        "x1y2z3" * 100,
    ],
)
def test_what_a_guesser_finds_early_is_refused(password: str) -> None:
    with pytest.raises(WeakPasswordError):
        check_strength(password, "olga.petrova@example.com", "Olga Petrova")


@pytest.mark.parametrize(
    "password",
    ["a harbour full of boats", "кораблик плывёт в тумане", "vK4!tq9Zp-w2", "x" * 10 + "correct horse battery"],
)
def test_a_few_uncommon_words_are_taken(password: str) -> None:
    check_strength(password, "olga.petrova@example.com", "Olga Petrova")


def test_a_person_s_own_words_count_for_that_person_only() -> None:
    check_strength("zhuravleva-2031", "somebody@example.com", "Anna")
    with pytest.raises(WeakPasswordError):
        check_strength("zhuravleva-2031", "somebody@example.com", "Anna Zhuravleva")
