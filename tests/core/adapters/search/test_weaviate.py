import pytest

from core.adapters.search.weaviate import WeaviateSearchIndex
from core.ports.search_index import SearchUnavailableError


async def test_a_dead_server_is_a_typed_error_and_leaves_nothing_open() -> None:
    index = WeaviateSearchIndex("http://127.0.0.1:9", grpc_port=9)
    with pytest.raises(SearchUnavailableError, match="Weaviate did not answer"):
        await index.ready()
    await index.close()
