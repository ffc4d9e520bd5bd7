import json

import pytest

from cli.up import gost_engine
from cli.up.errors import ServiceStartError
from cli.up.gost_engine import CONFIGURATION, configured_banks, gost_environment

PLAIN = {"code": "vbank", "name": "VBank", "base_url": "http://127.0.0.1:1"}
GOST = {"code": "sbank", "name": "SBank", "base_url": "https://127.0.0.1:2", "transport": "gost"}


def test_no_bank_asks_and_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gost_engine, "_PROBE", "raise SystemExit('tried')")
    assert gost_environment([PLAIN]) == {}


def test_a_bank_that_asks_gets_the_engine_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENSSL_CONF", raising=False)
    named = "import os, sys; sys.exit(not os.environ['OPENSSL_CONF'].endswith('gost.cnf'))"
    monkeypatch.setattr(gost_engine, "_PROBE", named)
    assert gost_environment([PLAIN, GOST]) == {"OPENSSL_CONF": str(CONFIGURATION)}
    assert CONFIGURATION.is_file()


def test_a_configuration_of_the_operators_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSL_CONF", "/etc/ssl/own.cnf")
    monkeypatch.setattr(gost_engine, "_PROBE", "import os, sys; sys.exit('own.cnf' not in os.environ['OPENSSL_CONF'])")
    assert gost_environment([GOST]) == {}


def test_without_the_engine_the_start_is_refused_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gost_engine, "_PROBE", "import sys; sys.exit(1)")
    with pytest.raises(ServiceStartError, match=r"SBank asks for GOST TLS.*system_packages.sh gost"):
        gost_environment([PLAIN, GOST])


@pytest.mark.parametrize(("named", "expected"), [(None, [PLAIN]), ("no json", [PLAIN]), ("7", [PLAIN])])
def test_the_demo_banks_are_asked_where_none_are_named(
    monkeypatch: pytest.MonkeyPatch, named: str | None, expected: list[dict[str, str]]
) -> None:
    monkeypatch.delenv("SOLVENT_BANKS", raising=False)
    if named is not None:
        monkeypatch.setenv("SOLVENT_BANKS", named)
    assert configured_banks([PLAIN]) == expected


def test_named_banks_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLVENT_BANKS", json.dumps([GOST]))
    assert configured_banks([PLAIN]) == [GOST]
