"""Which passwords are refused: those that a list of breached and common ones, or a guesser, would find early."""

import asyncio
from typing import Final

from zxcvbn_rs_py import Warning as Weakness
from zxcvbn_rs_py import zxcvbn

from core.identity.errors import WeakPasswordError
from core.identity.password import MAX_LENGTH

MIN_LENGTH: Final = 10
MIN_DISTINCT: Final = 5
MIN_SCORE: Final = 3
"""Of zxcvbn: more than 10^8 guesses, which the limits of sign-in make a matter of years."""
JUDGED: Final = 72
"""Characters that zxcvbn looks at; its time grows with the square of them."""
OURS: Final = ("solvent", "бухгалтерия")
_LAYOUT: Final = str.maketrans(
    "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
)  # the keys that Russian letters lie on: words typed on the other layout are in every list of breached passwords
_SOUNDS: Final = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            (*"abvgdee", "zh", *"ziiklmnoprstufhc", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya"),
            strict=True,
        )
    )
)
_WHY: Final = (
    (Weakness.StraightRowsOfKeysAreEasyToGuess, "Rows of keys are easy to guess."),
    (Weakness.ShortKeyboardPatternsAreEasyToGuess, "Short patterns of keys are easy to guess."),
    (Weakness.RepeatsLikeAaaAreEasyToGuess, "Repeated characters are easy to guess."),
    (Weakness.RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess, "A part said twice is hardly harder to guess than once."),
    (Weakness.ThisIsATop10Password, "It is one of the ten most common passwords."),
    (Weakness.ThisIsATop100Password, "It is one of the hundred most common passwords."),
    (Weakness.ThisIsACommonPassword, "It is in the lists of common passwords."),
    (Weakness.ThisIsSimilarToACommonlyUsedPassword, "It is much like a common password."),
    (Weakness.SequencesLikeAbcAreEasyToGuess, "Sequences are easy to guess."),
    (Weakness.RecentYearsAreEasyToGuess, "Years are easy to guess."),
    (Weakness.AWordByItselfIsEasyToGuess, "A word by itself is easy to guess."),
    (Weakness.DatesAreOftenEasyToGuess, "Dates are easy to guess."),
    (Weakness.NamesAndSurnamesByThemselvesAreEasyToGuess, "Names by themselves are easy to guess."),
    (Weakness.CommonNamesAndSurnamesAreEasyToGuess, "Common names are easy to guess."),
)  # pairs: the enum has no hash
_ADVICE: Final = "Use several uncommon words."


def check_strength(password: str, email: str, name: str = "", *, field: str = "password") -> None:
    """Refuse a password that would be guessed early. Takes milliseconds. `field` is the input's.

    Raises WeakPasswordError.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPasswordError(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.", field=field)
    if len(set(password.casefold())) < MIN_DISTINCT:
        raise WeakPasswordError(f"A password needs at least {MIN_DISTINCT} different characters.", field=field)
    local = email.partition("@")[0]
    if len(local) >= MIN_DISTINCT and local.casefold() in password.casefold():
        raise WeakPasswordError("A password must not contain your mail address.", field=field)
    personal = [word for word in (email, *email.replace("@", ".").split("."), *name.split(), *OURS) if word]
    score, why = min(_judged(text, personal) for text in _as_typed(password))
    if score < MIN_SCORE:
        raise WeakPasswordError(f"This password would be guessed early. {why}", field=field)


async def check_strength_aside(password: str, email: str, name: str = "", *, field: str = "password") -> None:
    """As `check_strength`, off the event loop."""
    await asyncio.to_thread(check_strength, password, email, name, field=field)


def _as_typed(password: str) -> set[str]:
    """The password, and what its Russian letters stand for on a Latin keyboard, by key and by sound."""
    text = password[:JUDGED]
    lower = text.lower()
    return {text, lower.translate(_LAYOUT)[:JUDGED], lower.translate(_SOUNDS)[:JUDGED]}


def _judged(text: str, personal: list[str]) -> tuple[int, str]:
    judged = zxcvbn(text, personal)
    weakness = judged.feedback.warning if judged.feedback is not None else None
    return int(judged.score), next((words for known, words in _WHY if known == weakness), _ADVICE)
