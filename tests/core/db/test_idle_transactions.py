import asyncio

import pytest
from sqlalchemy import text

from core.adapters.wiring import Platform
from core.db import database as database_module
from core.db.database import Database
from core.db.errors import DatabaseUnavailableError


async def _read_after(database: Database, seconds: float) -> None:
    async with database.read(None) as read:
        await asyncio.sleep(seconds)
        await read.session.execute(text("SELECT 1"))


async def test_a_transaction_that_hangs_is_ended_by_postgresql(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "IDLE_IN_TRANSACTION_SECONDS", 1)
    urls = [
        engine.url.render_as_string(hide_password=False) for engine in (platform.database.app, platform.database.system)
    ]
    impatient = Database.connect(*urls, pool_size=1)
    with pytest.raises(DatabaseUnavailableError):
        await _read_after(impatient, 1.5)
    async with impatient.read(None) as read:
        assert (await read.session.execute(text("SELECT 1"))).scalar_one() == 1
    await impatient.close()
