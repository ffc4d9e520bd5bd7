from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from core.ports.bank_feed import ConsentStatus
from tests.core.adapters.banks.peer import PERSON, SECRET, Peer


async def test_the_secret_is_in_no_span(peer: Peer) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    try:
        consent = await peer.feed.request_consent(peer.info, PERSON)
    finally:
        instrumentor.uninstrument()
    assert consent.status is ConsentStatus.AUTHORISED
    spans = exporter.get_finished_spans()
    assert any("/auth/bank-token" in str(dict(span.attributes or {})) for span in spans), "the token call was traced"
    told = "".join(span.to_json() for span in spans)
    assert SECRET not in told
    assert "client_secret" not in told
