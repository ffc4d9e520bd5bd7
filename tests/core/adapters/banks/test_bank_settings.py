from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.adapters.wiring import build_banks
from core.ports.bank_feed import BankInfo, BankTransport, TokenCheck
from core.settings import BankSettings, Settings

VBANK = {"code": "vbank", "name": "VBank", "base_url": "http://127.0.0.1:8101"}


def settings(*banks: Mapping[str, object]) -> Settings:
    return Settings.model_validate({"database_url": "postgresql://x", "redis_url": "redis://x", "banks": banks})


def test_a_bank_by_its_address_alone() -> None:
    assert build_banks(settings(VBANK)).all() == [
        BankInfo("vbank", "VBank", "http://127.0.0.1:8101", BankTransport.PLAIN, TokenCheck.WHERE_POSSIBLE, 4)
    ]


def test_a_bank_with_every_setting() -> None:
    strict = {
        "code": "sbank",
        "name": "SBank",
        "base_url": "https://bank.example/api",
        "transport": "gost",
        "token_check": "required",
        "unattended_reads_per_day": 2,
        "ca_file": "/etc/ca.pem",
        "client_certificate": "/etc/our.pem",
    }
    assert build_banks(settings(VBANK, strict)).get("sbank") == BankInfo(
        "sbank",
        "SBank",
        "https://bank.example/api",
        BankTransport.GOST,
        TokenCheck.REQUIRED,
        2,
        str(Path("/etc/ca.pem")),
        str(Path("/etc/our.pem")),
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"transport": "gost"}, "transport gost needs an https base_url"),
        ({"transport": "carrier pigeon"}, "'plain' or 'gost'"),
        ({"token_check": "maybe"}, "'opaque', 'where_possible' or 'required'"),
        ({"unattended_reads_per_day": -1}, "greater than or equal to 0"),
        ({"base_url": "bank.example"}, "must be a whole http"),
        ({"base_url": "https://bank.example/?secret=1"}, "without a query"),
        ({"code": "V Bank"}, "match pattern"),
    ],
)
def test_a_bank_that_cannot_be_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        BankSettings.model_validate({**VBANK, **changes})


def test_two_banks_of_one_code_are_refused() -> None:
    with pytest.raises(ValidationError, match="two banks have the same code"):
        settings(VBANK, VBANK)
