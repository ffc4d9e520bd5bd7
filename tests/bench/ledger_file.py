"""A made-up account of any size as a CSV file, written in bounded memory: two years of card lines and payments."""

import random
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2024, 1, 1)
DAYS = 730
MERCHANTS = 12_000


def write_ledger(path: Path, rows: int, seed: int) -> None:
    """Rows in the order of days; descriptions repeat as real ones do, with a terminal's number that changes."""
    chance = random.Random(seed)  # noqa: S311 made-up data
    merchants = [f"Merchant {number} {kind}" for number in range(MERCHANTS // 3) for kind in ("shop", "cafe", "LLC")]
    with path.open("w", encoding="utf-8") as file:
        file.write("Date;Amount;Currency;Description;Counterparty\n")
        for number in range(rows):
            day = FIRST + timedelta(days=number * DAYS // rows)
            merchant = merchants[int(chance.random() ** 2 * len(merchants))]
            kopecks = chance.randrange(10_00, 9_000_00)
            sign = "-" if chance.random() < 0.85 else ""
            amount = f"{sign}{kopecks // 100},{kopecks % 100:02d}"
            file.write(f"{day:%d.%m.%Y};{amount};RUB;{merchant} {chance.randrange(900)};{merchant}\n")
