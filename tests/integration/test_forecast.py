from datetime import date, timedelta

from core.adapters.wiring import Platform
from tests.support.files import send_file
from tests.support.jobs import Handlers, do_jobs
from tests.support.people import Person

REQUEST = """mutation($i: RequestForecastInput!) { requestForecast(input: $i) {
  forecast { id asOf status } job { id } errors { code field } } }"""
FORECAST = """query($id: ID!) { forecast(id: $id) { status model asOf series { account { name }
  days { day p10 { amount } p50 { amount } p90 { amount } }
  recurring { label period amount { amount } nextDate confidence } warnings } } }"""


def statement(months: int) -> bytes:
    """A salary on the 5th and rent on the 10th of each month, with small purchases between."""
    rows = ["Date;Amount;Currency;Description"]
    for month in range(months):
        year, number = divmod(2025 * 12 + month, 12)
        rows += [
            f"05.{number + 1:02}.{year};120000,00;RUB;Payment from Romashka LLC",
            f"10.{number + 1:02}.{year};-45000,00;RUB;Rent of the flat",
            *(f"{day}.{number + 1:02}.{year};-{1500 + day},00;RUB;Shop {day}" for day in (12, 15, 18, 22, 26)),
        ]
    return "\n".join(rows).encode()


async def test_a_forecast_has_ordered_quantiles_and_finds_what_comes_back(
    person: Person, platform: Platform, handlers: Handlers
) -> None:
    await send_file(person, "STATEMENT", "a.csv", statement(14))
    await do_jobs(platform, handlers, person.user_id)
    made = (await person.ask(REQUEST, i={"horizonDays": 60}))["requestForecast"]
    assert (made["errors"], made["forecast"]["asOf"]) == ([], "2026-02-26")
    await do_jobs(platform, handlers, person.user_id)
    shown = (await person.ask(FORECAST, id=made["forecast"]["id"]))["forecast"]
    assert shown["status"] == "READY"
    (series,) = shown["series"]
    first = date(2026, 2, 27)
    assert [day["day"] for day in series["days"]] == [(first + timedelta(days=n)).isoformat() for n in range(60)]
    for day in series["days"]:
        assert float(day["p10"]["amount"]) <= float(day["p50"]["amount"]) <= float(day["p90"]["amount"])
    recurring = {item["amount"]["amount"]: (item["period"], item["nextDate"]) for item in series["recurring"]}
    assert recurring["120000.00"] == ("MONTHLY", "2026-03-05")
    assert recurring["-45000.00"] == ("MONTHLY", "2026-03-10")


async def test_bad_requests_name_their_field(person: Person) -> None:
    async def errors(**given: object) -> object:
        return (await person.ask(REQUEST, i=given))["requestForecast"]["errors"]

    assert await errors(horizonDays=0) == [{"code": "INVALID_HORIZON", "field": "horizonDays"}]
    assert await errors(horizonDays=181) == [{"code": "INVALID_HORIZON", "field": "horizonDays"}]
    assert await errors(horizonDays=30) == [{"code": "NO_ACCOUNTS", "field": "accountIds"}]
    assert await errors(horizonDays=30, accountIds=["QWNjb3VudDp4"]) == [{"code": "NOT_FOUND", "field": "accountIds"}]
