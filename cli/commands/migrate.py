import asyncio
from typing import TYPE_CHECKING

import typer

from cli.commands.invocation import AsJson, invocation_of
from cli.output import note, print_json, print_text
from cli.running_platform import platform_settings

if TYPE_CHECKING:
    from core.settings import Settings


def migrate(context: typer.Context, as_json: AsJson = False) -> None:
    """Bring the database up to date: roles, migrations and the system's own rows. Repeating it changes nothing."""
    from cli.provision import provision  # noqa: PLC0415 Alembic and the wiring only where they are needed

    settings = platform_settings(invocation_of(context).data_folder)
    note("Bringing the database up to date …")
    provision(settings)
    revision = asyncio.run(_revision(settings))
    if as_json:
        print_json({"revision": revision})
    else:
        print_text(f"The database is at revision {revision}.")


async def _revision(settings: "Settings") -> str:
    from sqlalchemy import text  # noqa: PLC0415 as above

    from core.db.database import make_engine  # noqa: PLC0415 as above

    engine = make_engine(settings.database_url.get_secret_value(), 1, "solvent-cli-owner")
    try:
        async with engine.connect() as connection:
            found = await connection.execute(text("SELECT version_num FROM alembic_version"))
            return str(found.scalar_one())
    finally:
        await engine.dispose()
