from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from core.accounts.load_exchange_rates import ExchangeRateError, read_rates
from core.accounts.models import ExchangeRateRow
from core.adapters.wiring import Platform
from tests.cli.commands.conftest import SolventHere

TABLE = "\ufeffDate,USD,RUB,XYZ,\n2021-03-02,1.2028,89.6,1,\n2021-03-01,1.2053,N/A,1,\n"


async def test_a_central_banks_table_is_loaded_and_loaded_again(
    solvent_here: SolventHere, platform: Platform, tmp_path: Path
) -> None:
    file = tmp_path / "rates.csv"
    file.write_text(TABLE, encoding="utf-8")
    for _ in range(2):
        asked = await solvent_here("rates", "load", file, "--json")
        assert (asked.code, asked.lines) == (0, [{"file": str(file), "rates": 5}])
    async with platform.database.read(None) as read:
        found = select(ExchangeRateRow).where(ExchangeRateRow.currency == "RUB", ExchangeRateRow.day < date(2022, 1, 1))
        [row] = (await read.session.execute(found)).scalars()
    assert (row.day, row.per_euro) == (date(2021, 3, 2), Decimal("89.6"))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "Line 1: the first column"),
        ("Date,what\n", "Line 1: no column is a currency"),
        ("Date,USD\n2.3.2021,1.2\n", "Line 2: '2.3.2021' is not a day"),
        ("Date,USD\n2021-03-02,-1\n", "Line 2: '-1' is not a rate of USD"),
        ("Date,USD\n2021-03-02,NaN\n", "Line 2: 'NaN' is not a rate of USD"),
    ],
)
def test_a_bad_table_is_refused_by_line(table: str, message: str) -> None:
    with pytest.raises(ExchangeRateError, match=message):
        list(read_rates(table.splitlines(keepends=True)))


async def test_nothing_of_a_bad_file_is_stored(solvent_here: SolventHere, platform: Platform, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("Date,CHF\n2021-03-02,1.1\n2021-03-03,x\n")
    asked = await solvent_here("rates", "load", file, "--json")
    assert asked.code == 2
    assert "Line 3" in asked.err
    async with platform.database.read(None) as read:
        found = (await read.session.execute(select(ExchangeRateRow).where(ExchangeRateRow.currency == "CHF"))).all()
    assert found == []
