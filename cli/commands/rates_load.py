import asyncio
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.invocation import AsJson, Invocation, invocation_of
from cli.output import print_json, print_text
from cli.running_platform import open_platform
from core.ports.rate_feed import RatePublisher


def rates_load(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV with Date and a column a currency, in units per euro.")],
    publisher: Annotated[RatePublisher, typer.Option(help="Whose rates these are.")] = RatePublisher.ECB,
    as_json: AsJson = False,
) -> None:
    """Load exchange rates of the day from a table, where this machine can't fetch them from the central banks."""
    count = asyncio.run(_load(invocation_of(context), publisher, _lines(file)))
    if as_json:
        print_json({"file": str(file), "rates": count})
    else:
        print_text(f"{count} rates are stored.")


def _lines(file: Path) -> list[str]:
    from core.accounts.load_exchange_rates import ExchangeRateError  # noqa: PLC0415 loaded with the platform

    try:
        return file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeRateError(f"{file} can't be read: {error}") from error


async def _load(invocation: Invocation, publisher: RatePublisher, lines: list[str]) -> int:
    from core.accounts.load_exchange_rates import load_rates, read_rates  # noqa: PLC0415 loaded with the platform

    async with (
        open_platform(invocation.data_folder) as platform,
        platform.database.system_unit_of_work() as uow,
    ):
        return await load_rates(uow, publisher, read_rates(lines))
