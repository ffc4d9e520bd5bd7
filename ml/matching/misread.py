"""What a reader gets wrong on a paper: letters of a name, the day, the total."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

CENT: Final = Decimal("0.01")
_LETTERS: Final = "абвгдежзиклмнопрстуxeaocABEKMHOPCT013"
_MONTHS: Final = 12
_OTHER_SUMS: Final = (Decimal("0.8"), Decimal("0.1667"), Decimal("1.2"))
"""A subtotal, a tax, or a sum with a tax that was in it."""
_SHIFTS: Final = (-365, -30, -10, -7, -1, 1, 7, 10, 30)


def misread_name(dice: random.Random, name: str) -> str:
    """One to three letters taken for others."""
    letters = list(name)
    for _ in range(dice.randint(1, 3)):
        letters[dice.randrange(len(letters))] = dice.choice(_LETTERS)
    return "".join(letters)


def misread_day(dice: random.Random, day: date) -> date:
    """Day and month exchanged, or a digit of the date read as another."""
    if day.day <= _MONTHS and dice.choice((True, False)):
        return day.replace(month=day.day, day=day.month)
    return day + timedelta(days=dice.choice(_SHIFTS))


def misread_total(dice: random.Random, total: Decimal) -> Decimal:
    """Another sum of the paper, or one digit read as another."""
    if dice.choice((True, False)):
        return max(CENT, (total * dice.choice(_OTHER_SUMS)).quantize(CENT))
    digits = list(str(total))
    places = [at for at, letter in enumerate(digits) if letter.isdigit()]
    digits[dice.choice(places)] = dice.choice("0123456789")
    return max(CENT, Decimal("".join(digits)))
