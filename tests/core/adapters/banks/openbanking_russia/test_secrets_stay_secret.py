"""A canary secret, and a whole sync with failures: it goes over the wire and is found nowhere else."""

import gc
import json
import logging
import traceback
from collections.abc import Iterator
from dataclasses import asdict, replace
from decimal import Decimal

import pytest
import structlog
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.openbanking_russia.tokens import NewToken, _Held
from core.adapters.banks.retry_policy import RetryPolicy
from core.adapters.wiring import _log_call
from core.ports.bank_feed import BankError, ConsentKind, PaymentOrder
from core.ports.bank_journal import BankJournal
from tests.core.adapters.banks.peer import PERSON, TEAM, Peer

CANARY = "canary-7f3a91-s3cret"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    yield exporter
    instrumentor.uninstrument()


async def _whole_sync(feed: OpenBankingRussiaFeed, peer: Peer) -> list[BaseException]:
    """Everything that the feed does, with failures on the way; the errors that came of it."""
    errors: list[BaseException] = []
    account_consent = await feed.request_consent(peer.info, PERSON)
    product_consent = await feed.request_consent(peer.info, PERSON, ConsentKind.PRODUCT)
    (main, savings) = await feed.accounts(peer.info, account_consent, PERSON)
    peer.set(expire_tokens_after=3, server_errors=1, skip_calls=1)
    await feed.transactions(peer.info, account_consent, main, None)
    await feed.cards(peer.info, account_consent, PERSON)
    await feed.products(peer.info)
    await feed.agreements(peer.info, product_consent, PERSON)
    order = PaymentOrder("k", Decimal(1), "RUB", main.number or "", savings.number or "", None, "Анна", "x")
    await feed.pay(peer.info, await feed.request_payment_consent(peer.info, PERSON, order), order)
    failing: list[dict[str, object]] = [
        {"server_errors": 9},
        {"cut_answers": 9},
        {"gateway_errors": 9},
        {"broken_json": 9},
        {"too_many_requests": 9, "retry_after_seconds": 99},
    ]
    for switches in failing:
        peer.set(on_path="/auth/bank-token", expire_tokens_after=0, **switches)
        try:
            await feed.products(peer.info)
        except BankError as error:
            errors.append(error)
    peer.set()
    wrong = replace(peer.info, base_url=peer.info.base_url + "/elsewhere")
    for bank in (wrong, replace(peer.info, code="x", base_url="http://127.0.0.1:1")):
        try:
            await feed.products(bank)
        except BankError as error:
            errors.append(error)
    await feed.products(peer.info)
    return errors


async def test_the_canary_is_in_nothing_that_is_kept(
    peer: Peer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, spans: InMemorySpanExporter
) -> None:
    monkeypatch.setattr(peer.bank, "config", replace(peer.bank.config, client_secret=CANARY))
    owner = OpenBankingRussiaFeed(
        TEAM,
        lambda _: CANARY,
        peer.clock,
        retry=RetryPolicy(first_wait=0.001),
        on_call=_log_call,
    )
    journal = BankJournal()
    feed = owner.watched_by(journal)
    with caplog.at_level(logging.DEBUG), structlog.testing.capture_logs() as structured:
        async with owner:
            errors = await _whole_sync(feed, peer)
    assert len(errors) == 7
    assert len(journal.calls) > 40
    assert any(call.path == "/auth/bank-token" and call.status == 200 for call in journal.calls), "it did travel"
    kept = {
        "log": caplog.text,
        "structured log": repr(structured) + json.dumps(structured, default=str),
        "journal": repr(journal) + repr([asdict(call) for call in journal.calls]),
        "payloads": repr([(payload.path, payload.query, payload.body) for payload in journal.payloads]),
        "errors": "".join("".join(traceback.format_exception(error)) + repr(vars(error)) for error in errors),
        "frames": "".join(
            "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
            for error in errors
        ),
        "spans": "".join(span.to_json() for span in spans.get_finished_spans()),
        "reprs": repr(vars(owner)) + repr(vars(feed)),
    }
    assert kept["spans"].count("/auth/bank-token") > 5
    assert len(structured) == len(journal.calls)
    for place, text in kept.items():
        assert CANARY not in text, place
        assert "client_secret" not in text or place == "frames", place
    tokens = _all_tokens(owner)
    assert tokens
    for token in tokens:
        for place, text in kept.items():
            assert token not in text, place


def _all_tokens(owner: OpenBankingRussiaFeed) -> list[str]:
    """The tokens that the feed holds in its memory, wherever it keeps them."""
    found: list[str] = []
    seen: set[int] = set()
    waiting: list[object] = [owner]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type) or len(seen) > 200_000:
            continue
        seen.add(id(each))
        if isinstance(each, NewToken | _Held):
            found.append(each.value)
            continue
        if type(each).__module__.startswith("core.adapters.banks") or isinstance(each, dict):
            waiting.extend(gc.get_referents(each))
    return found
