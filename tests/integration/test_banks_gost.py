from collections.abc import Iterator

import pytest

from core.adapters.banks.gost_tls import is_gost_available
from core.adapters.wiring import Platform
from sandbox.serve_in_thread import RunningBank
from tests.support.banks import banks_served
from tests.support.people import Person

STATUS = "{ gostStatus { isAvailable problem banks { code } } }"
TEST = """mutation($i: TestGostConnectionInput!) { testGostConnection(input: $i) {
  report { transport isAvailable protocol cipher problem } errors { code field } } }"""


@pytest.fixture
def vbank(platform: Platform) -> Iterator[RunningBank]:
    with banks_served(platform, "vbank") as banks:
        yield banks["vbank"]


@pytest.mark.usefixtures("vbank")
async def test_it_is_said_clearly_whether_gost_is_there(person: Person) -> None:
    status = (await person.ask(STATUS))["gostStatus"]
    assert status["isAvailable"] is is_gost_available()
    assert status["banks"] == []
    assert (status["problem"] is None) is status["isAvailable"]
    if not status["isAvailable"]:
        assert "OPENSSL_CONF" in status["problem"]


@pytest.mark.usefixtures("vbank")
async def test_a_bank_without_gost_is_a_report_and_an_unknown_one_an_error(person: Person) -> None:
    tried = (await person.ask(TEST, i={"bankCode": "vbank"}))["testGostConnection"]
    assert tried["errors"] == []
    report = tried["report"]
    assert (report["transport"], report["isAvailable"], report["cipher"]) == ("GOST", False, None)
    assert report["problem"]
    unknown = (await person.ask(TEST, i={"bankCode": "nobank"}))["testGostConnection"]
    assert [error["code"] for error in unknown["errors"]] == ["UNKNOWN_BANK"]
