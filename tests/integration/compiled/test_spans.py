"""A trace says what was asked, whichever way answered it."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.integration.compiled.conftest import AskTwice


async def test_the_span_of_a_compiled_request_has_its_kind_and_name(
    ask_twice: AskTwice, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr("api.http.trace_request.tracer", provider.get_tracer("test"))
    for document in ("query Who { viewer { id } }", "{ viewer { email } }"):
        assert (await ask_twice(document)).is_compiled
    names = [span.name for span in exporter.get_finished_spans()]
    assert names == ["POST /graphql", "graphql query Who", "POST /graphql", "graphql query"]
