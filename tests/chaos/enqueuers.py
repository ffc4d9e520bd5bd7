"""Those who ask for work while everything around them is killed. Each runs in a thread of its own."""

import asyncio
import base64
import time
from random import Random
from typing import Any
from uuid import UUID

import httpx

from core.adapters.wiring import Platform, build_platform
from core.db.errors import DatabaseUnavailableError
from core.jobs.enqueue import enqueue
from core.settings import Settings
from tests.chaos.messages import LeaveEffects
from tests.support.people import Person, make_person

CREATE_ACCOUNT = """mutation { createAccount(input: {name: "Cash", kind: CASH, currency: "RUB", openingBalance: "1"}) {
  account { id } errors { code } } }"""
REQUEST_FORECAST = """mutation { requestForecast(input: {horizonDays: 30}) { job { id } errors { code } } }"""
GIVE_UP_SECONDS = 90


async def new_person(settings: Settings) -> Person:
    """A person with a token; its HTTP client is not used."""
    platform = build_platform(settings, process="chaos")
    try:
        async with httpx.AsyncClient() as client:
            return await make_person(platform, client)
    finally:
        await platform.close()


def post(client: httpx.Client, token: str, operation: str) -> dict[str, Any] | None:
    """The data of an operation, or None when it was not answered, or answered with an error."""
    try:
        answer = client.post("/graphql", json={"query": operation}, headers={"authorization": f"Bearer {token}"})
        body = answer.json()
    except (httpx.HTTPError, ValueError):
        return None
    return body["data"] if "errors" not in body else None


def ask_the_api(url: str, token: str, count: int, pace_seconds: float) -> list[UUID]:
    """Ask for `count` forecasts, and anew when no answer came. The ids of the jobs that were answered as accepted."""
    accepted: list[UUID] = []
    deadline = time.monotonic() + GIVE_UP_SECONDS
    with httpx.Client(base_url=url, timeout=10) as client:
        while post(client, token, CREATE_ACCOUNT) is None:
            assert time.monotonic() < deadline
        while len(accepted) < count:
            assert time.monotonic() < deadline, f"the API accepted only {len(accepted)}"
            data = post(client, token, REQUEST_FORECAST)
            if data is not None:
                assert data["requestForecast"]["errors"] == []
                accepted.append(job_uuid(data["requestForecast"]["job"]["id"]))
            time.sleep(pace_seconds if data is not None else 0.05)
    return accepted


def job_uuid(global_id: str) -> UUID:
    return UUID(base64.urlsafe_b64decode(global_id + "==").decode().partition(":")[2])


def enqueue_directly(settings: Settings, user_id: UUID, count: int, pace_seconds: float, seed: int) -> dict[UUID, int]:
    """Enqueue `count` jobs of one to three parts as a use case does. Returns how many parts each committed job has."""
    return asyncio.run(_enqueue_directly(settings, user_id, count, pace_seconds, Random(seed)))  # noqa: S311 a plan


async def _enqueue_directly(
    settings: Settings, user_id: UUID, count: int, pace_seconds: float, random: Random
) -> dict[UUID, int]:
    platform = build_platform(settings, process="enqueuer")
    committed: dict[UUID, int] = {}
    deadline = time.monotonic() + GIVE_UP_SECONDS
    try:
        while len(committed) < count:
            assert time.monotonic() < deadline, f"only {len(committed)} could be enqueued"
            parts = random.randint(1, 3)
            message = LeaveEffects(parts=parts, pause_seconds=random.uniform(0, 0.06))
            try:
                committed[await _enqueue(platform, user_id, message)] = parts
                await asyncio.sleep(pace_seconds)
            except DatabaseUnavailableError:
                await asyncio.sleep(0.1)
    finally:
        await platform.close()
    return committed


async def _enqueue(platform: Platform, user_id: UUID, message: LeaveEffects) -> UUID:
    async with platform.database.unit_of_work(user_id) as uow:
        job_id = await enqueue(uow, message)
    assert job_id is not None
    return job_id
