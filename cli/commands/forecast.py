from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.invocation import AsJson
from cli.output import print_json, print_text, progress

if TYPE_CHECKING:
    from cli.commands.read_movements import KnownAccount
    from core.ports.forecaster import AccountForecast


def forecast(
    source: Annotated[
        Path,
        typer.Option(
            "--in", help="CSV with account, date, amount, and where known balance, description, counterparty, currency."
        ),
    ],
    horizon: Annotated[int, typer.Option(help="Days ahead, 1 to 180.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Last day that is known; the file's latest by default."),
    ] = None,
    currency: Annotated[str | None, typer.Option(help="Of rows that name none.")] = None,
    as_json: AsJson = False,
) -> None:
    """Forecast the balance of each account of a CSV of movements, from the day after --as-of."""
    from cli.commands.read_movements import read_movements  # noqa: PLC0415 half a second that `--help` need not wait
    from core.clock import SystemClock, today  # noqa: PLC0415 as above
    from ml.forecast.predict import load_forecaster  # noqa: PLC0415 as above

    known_until = as_of.date() if as_of is not None else None
    accounts = list(read_movements(source, known_until, currency, today(SystemClock())))
    forecaster = load_forecaster()
    with progress("Forecasting") as bar:
        for number, account in enumerate(accounts, 1):
            made = forecaster.forecast(account.history, horizon)
            line = _as_json(made, account)
            if as_json:
                print_json(line)
            else:
                print_text(_describe(line))
            bar.update(number / len(accounts), f"{number} of {len(accounts)} accounts")


def _as_json(made: "AccountForecast", account: "KnownAccount") -> dict[str, Any]:
    digits = account.digits
    return {
        "account": made.account,
        "as_of": made.as_of.isoformat(),
        "currency": made.currency or None,
        "model": made.model,
        "days": [
            {
                "date": day.day.isoformat(),
                "p10": _major(day.p10_minor, digits),
                "p50": _major(day.p50_minor, digits),
                "p90": _major(day.p90_minor, digits),
            }
            for day in made.days
        ],
        "recurring": [
            {
                "label": item.label,
                "period": item.period.value,
                "amount": _major(item.amount_minor, digits),
                "next_date": item.next_date.isoformat(),
                "confidence": round(item.confidence, 4),
            }
            for item in made.recurring
        ],
        "warnings": [*account.warnings, *made.warnings],
    }


def _major(minor: int, digits: int) -> int | float:
    """Minor units as a JSON number. Nothing is calculated with it here; below 2**53 its digits are exact."""
    return minor if digits == 0 else minor / 10**digits


def _describe(line: dict[str, Any]) -> str:
    last = line["days"][-1]
    currency = f" {line['currency']}" if line["currency"] else ""
    middle = f"{line['account']}: on {_day(last['date'])} {last['p50']:.2f}{currency}"
    parts = [f"{middle}, between {last['p10']:.2f} and {last['p90']:.2f} in 8 of 10 cases"]
    parts += [
        f"  {item['period']} {item['amount']:.2f}{currency}, next on {_day(item['next_date'])}: {item['label']}"
        for item in line["recurring"]
    ]
    parts += [f"  warning: {warning}" for warning in line["warnings"]]
    return "\n".join(parts)


def _day(text: str) -> str:
    return date.fromisoformat(text).strftime("%d %b %Y")
