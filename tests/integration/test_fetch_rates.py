"""Rates come in by themselves, each publisher's beside the other's."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, select

from core.accounts.load_exchange_rates import load_rates
from core.accounts.messages import FetchRates
from core.accounts.models import ExchangeRateRow
from core.adapters.rates.bank_of_russia_feed import BankOfRussiaRateFeed
from core.adapters.rates.ecb_feed import EcbRateFeed
from core.adapters.wiring import Platform, build_rate_feeds
from core.clock import today
from core.jobs.enqueue import enqueue
from core.jobs.models import JobRow, JobState
from core.ports.rate_feed import Rate, RatePublisher
from core.settings import RateSettings
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import serving
from tests.support.jobs import Handlers, do_system_jobs
from workers.accounts import fetch_rates
from workers.runtime import Tools


@pytest.fixture
async def served(platform: Platform) -> AsyncIterator[Platform]:
    """The platform, the sandbox as both its central banks; rates that it had not before are gone afterwards."""
    with serving(SandboxConfig(code="vbank", client_id="a", client_secret="b")) as bank:
        settings = RateSettings(
            ecb_url=f"{bank.base_url}/rates/ecb", cbr_url=f"{bank.base_url}/rates/cbr", history_days=60
        )
        own = platform.settings.model_copy(update={"rates": settings})
        yield replace(platform, settings=own, rate_feeds=build_rate_feeds(settings, platform.clock))
    async with platform.database.system_unit_of_work() as uow:
        await uow.session.execute(
            delete(ExchangeRateRow).where(ExchangeRateRow.day >= today(platform.clock) - timedelta(70))
        )


async def fetch(platform: Platform, handlers: Handlers) -> JobState:
    async with platform.database.system_unit_of_work() as uow:
        await enqueue(uow, FetchRates())
    bound = fetch_rates.bind(Tools(platform))
    return (await do_system_jobs(platform, {**handlers, FetchRates.name: bound}))[FetchRates.name]


async def known(platform: Platform, publisher: RatePublisher, currency: str) -> list[ExchangeRateRow]:
    wanted = (ExchangeRateRow.publisher == publisher, ExchangeRateRow.currency == currency)
    recent = ExchangeRateRow.day >= today(platform.clock) - timedelta(60)
    async with platform.database.read(None) as read:
        return list((await read.session.execute(select(ExchangeRateRow).where(*wanted, recent))).scalars())


async def test_two_months_come_first_and_then_what_is_new(served: Platform, handlers: Handlers) -> None:
    assert await fetch(served, handlers) is JobState.DONE
    for publisher in RatePublisher:
        assert 40 <= len(await known(served, publisher, "USD")) <= 45
    assert not await known(served, RatePublisher.ECB, "RUB"), "it tells none since 2022"
    [*_, last] = sorted(await known(served, RatePublisher.ECB, "USD"), key=lambda row: row.day)
    async with served.database.system_unit_of_work() as uow:  # a word that was corrected since, and one of long ago
        await uow.session.execute(delete(ExchangeRateRow).where(ExchangeRateRow.day < last.day))
        await load_rates(uow, RatePublisher.ECB, [Rate(last.day, "USD", Decimal(9))])
    assert await fetch(served, handlers) is JobState.DONE
    [again] = await known(served, RatePublisher.ECB, "USD")
    assert (again.day, again.per_euro) == (last.day, last.per_euro)


async def test_one_that_fails_holds_up_nobody_and_is_tried_again(served: Platform, handlers: Handlers) -> None:
    away = EcbRateFeed("http://127.0.0.1:1")
    there = BankOfRussiaRateFeed(served.settings.rates.cbr_url, served.clock)
    assert await fetch(replace(served, rate_feeds=(away, there)), handlers) is JobState.QUEUED
    assert not await known(served, RatePublisher.ECB, "USD")
    assert len(await known(served, RatePublisher.BANK_OF_RUSSIA, "USD")) >= 40
    async with served.database.system_unit_of_work() as uow:
        await uow.session.execute(delete(JobRow).where(JobRow.name == FetchRates.name))
