"""The public audits of GraphQL over HTTP, by the package that its working group names, against the app on a socket."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from api.app import create_app
from core.adapters.wiring import Platform
from core.settings import Settings
from tests.support.serving import served

WEB = Path(__file__).parents[3] / "web"
SCRIPT = WEB / "scripts" / "audit-graphql.mjs"
AUDITS = 61
"""As many as the locked version has. A new version may have more: look at them, then count anew."""


async def test_every_audit_passes(settings: Settings, platform: Platform) -> None:
    node = shutil.which("node")
    if node is None or not (WEB / "node_modules" / "graphql-http").is_dir():
        pytest.skip("Node or its packages are not installed here (`make web`): the audits were not run")
    async with served(create_app(settings, platform)) as address:
        url = f"http://{address.host}:{address.port}/graphql"
        running = await asyncio.create_subprocess_exec(
            node, str(SCRIPT), url, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        told, complaints = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode == 0, complaints.decode()
    results = [json.loads(line) for line in told.splitlines()]
    assert [result for result in results if result["status"] != "ok"] == [], "errors, warnings and notices"
    assert len(results) == AUDITS
