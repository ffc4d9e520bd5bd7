"""`python -m tests.core.taxes.measure_range`: how often what came was inside the range that was foreseen."""

from datetime import date, timedelta
from random import Random

from core.taxes.foresee_year import HIGH, LOW, at, foresee
from tests.core.taxes.made_up_earners import made_up_earner

END = date(2026, 12, 31)


def share_inside(known_days: int, people: int) -> float:
    """Of made-up people whose books are known for so many days, on a day of 2026 of its own for each."""
    chance, inside = Random(known_days), 0  # noqa: S311 no secret
    for _ in range(people):
        earner = made_up_earner(chance)
        as_of = date(2026, 1, 1) + timedelta(days=chance.randint(10, 300))
        ordered = sorted(foresee(earner.known(as_of, known_days), END), key=lambda future: future.net)
        came = earner.net(as_of, END) * 100
        inside += at(LOW, ordered).net <= came <= at(HIGH, ordered).net
    return inside / people


if __name__ == "__main__":
    for days in (100, 200, 365):
        print(f"{days} days known: {share_inside(days, 200):.3f}")  # noqa: T201 what it is for
