import pytest

from tests.tools.houses import MakeHouse
from tools.lints.no_float_near_money import check

BREAKS = {
    "a conversion": ("def total(amount_minor):\n    return float(amount_minor)\n", [2]),
    "a literal": ("def with_tax(amount):\n    rate = 0.2\n    return amount * rate\n", [2]),
    "an argument": ("def pay(amount: float):\n    return amount\n", [1]),
    "an answer": ("def balance_of(rows) -> float:\n    return sum(rows)\n", [1]),
    "a field": ("class Row:\n    amount_minor: int\n    total: Mapped[float]\n", [3]),
    "a column": ("class Row:\n    balance = mapped_column(Float)\n", [2]),
    "a method": ("class Book:\n    def add(self, openingBalance):\n        return openingBalance + 0.5\n", [3]),
    "inside": ("def outer(money):\n    def inner(x: float):\n        return x\n    return inner\n", [2]),
    "money by a weight": ("def share(amount, weight):\n    return amount * weight > 0.5 * amount\n", [2]),
}

KEEPS = {
    "no money at all": "def wait(tries: float) -> float:\n    return tries * 0.5\n",
    "a confidence beside an amount": "class Hit:\n    amount_minor: int\n    confidence: float\n",
    "seconds beside an amount": "def pay(amount: int, timeout_seconds: float = 3) -> None: ...\n",
    "a keyword": "def read(amount):\n    return Mapping(amount=amount, confidence=0.6)\n",
    "a sum of confidence": "def f(balance):\n    confidence = 0.6\n    confidence -= 0.1\n    return confidence\n",
    "a bound of confidence": "def read(amount, hit):\n    return amount if hit.confidence > 0.5 else None\n",
    "a guard": "def read(amount):\n    if isinstance(amount, float):\n        raise TypeError\n",
    "a decimal": "def read(amount):\n    return Decimal('0.1') * amount\n",
    "a class with a money method": (
        "class Feed:\n    wait: float = 0.5\n    def add(self, amount: int) -> int:\n        return amount\n"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_finds(make_house: MakeHouse, name: str) -> None:
    text, lines = BREAKS[name]
    found = check(make_house({"core/accounts/sample.py": text}))
    assert sorted({finding.line for finding in found}) == lines


@pytest.mark.parametrize("name", KEEPS)
def test_leaves(make_house: MakeHouse, name: str) -> None:
    assert list(check(make_house({"core/accounts/sample.py": KEEPS[name]}))) == []


def test_models_may_use_floats_inside(make_house: MakeHouse) -> None:
    text, _ = BREAKS["a conversion"]
    assert list(check(make_house({"ml/forecast/sample.py": text, "tests/test_sample.py": text}))) == []
