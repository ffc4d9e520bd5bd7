"""Connections of the release before keep their consents when they move into a table of their own, and back."""

import asyncio
from typing import Any
from uuid import uuid4

import asyncpg
from alembic import command

from core.adapters.schema import metadata
from core.db.provision import alembic_config
from tools.scratch_database import scratch_database

CONNECTION = """
INSERT INTO bank_connections (id, user_id, bank_code, person_ref, status, consent_request_id, consent_id,
                              consent_status, consent_expires_at)
VALUES ($1, $2, $3, 'demo-1', $4, $5, $6, $7, now() + interval '1 year')
"""
MOVED = """
SELECT bank_code, c.status, k.kind, k.request_id, k.consent_id, k.status, k.expires_at IS NOT NULL AS ends,
       k.ended_at IS NOT NULL AS ended, c.next_sync_at IS NOT NULL AS due
FROM bank_consents k JOIN bank_connections c ON c.id = k.connection_id ORDER BY bank_code
"""
BACK = """
SELECT bank_code, consent_request_id, consent_id, consent_status, consent_expires_at IS NOT NULL AS ends
FROM bank_connections ORDER BY bank_code
"""
BEFORE = (
    ("abank", "active", "req-1", "consent-1", "authorised"),
    ("sbank", "waiting", "req-2", None, "pending"),
    ("vbank", "disconnected", "req-3", "consent-3", "authorised"),
)


def ask(url: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    async def do() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(url, timeout=10)
        try:
            return [tuple(row) for row in await connection.fetch(statement, *values)]
        finally:
            await connection.close()

    return asyncio.run(do())


def test_consents_move_and_come_back() -> None:
    with scratch_database() as url:
        config = alembic_config(url, metadata)
        command.upgrade(config, "0007")
        user_id = uuid4()
        ask(
            url,
            "INSERT INTO users (id, email, password_hash, display_name, role, status, locale, base_currency)"
            " VALUES ($1, 'anna@example.com', 'x', 'Anna', 'user', 'active', 'ru', 'RUB')",
            user_id,
        )
        for row in BEFORE:
            ask(url, CONNECTION, uuid4(), user_id, *row)
        command.upgrade(config, "0008")
        assert ask(url, MOVED) == [
            ("abank", "active", "account", "req-1", "consent-1", "authorised", True, False, True),
            ("sbank", "waiting", "account", "req-2", None, "pending", True, False, False),
            ("vbank", "disconnected", "account", "req-3", "consent-3", "authorised", True, True, False),
        ]
        command.downgrade(config, "0007")
        assert ask(url, BACK) == [
            (code, request, consent, status, True) for code, _, request, consent, status in BEFORE
        ]
