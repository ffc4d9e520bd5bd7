from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.adapters.statements import spooled_lines as module
from core.adapters.statements.spooled_lines import SpooledLines
from core.ports.statement_parser import StatementLine

LINE = StatementLine(date(2026, 3, 2), Decimal("-1.00"), "RUB", "Coffee")


@pytest.mark.parametrize("count", [0, 1, 9, 10, 25])
def test_what_is_spooled_reads_as_a_list(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(module, "IN_MEMORY", 10)
    monkeypatch.setattr(module, "_BLOCK", 4)
    expected = [replace(LINE, line=number) for number in range(count)]
    spooled = SpooledLines()
    for line in expected:
        spooled.append(line)
    assert len(spooled) == count
    assert list(spooled) == list(spooled) == expected
    assert spooled[2:5] == expected[2:5]
    for place in range(-count, count):
        assert spooled[place] == expected[place]
    with pytest.raises(IndexError):
        spooled[count]
