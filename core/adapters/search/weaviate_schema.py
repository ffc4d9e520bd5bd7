from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weaviate.client import WeaviateAsyncClient

_RUSSIAN = (
    "и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее мне "  # Russian
    "от меня о из ему для при до или без под над это этот"  # Russian
)
RUSSIAN_STOP_WORDS = tuple(_RUSSIAN.split())
"""Weaviate knows English ones only."""


async def ensure_collection(client: "WeaviateAsyncClient", name: str) -> None:
    """Make the collection of chunks unless it is there. Raises what the client raises."""
    from weaviate.exceptions import WeaviateBaseError  # noqa: PLC0415  # see WeaviateSearchIndex._connected

    if await client.collections.exists(name):
        return
    try:
        await _create_collection(client, name)
    except WeaviateBaseError:
        # Another process may have made it in between.
        if not await client.collections.exists(name):
            raise


async def _create_collection(client: "WeaviateAsyncClient", name: str) -> None:
    from weaviate.classes.config import (  # noqa: PLC0415  # see WeaviateSearchIndex._connected
        Configure,
        DataType,
        Property,
        StopwordsPreset,
        Tokenization,
        VectorDistances,
    )

    await client.collections.create(
        name,
        multi_tenancy_config=Configure.multi_tenancy(enabled=True),
        # Flat: exact, and right for a tenant of thousands of chunks.
        vector_config=Configure.Vectors.self_provided(
            vector_index_config=Configure.VectorIndex.flat(distance_metric=VectorDistances.COSINE)
        ),
        inverted_index_config=Configure.inverted_index(
            stopwords_preset=StopwordsPreset.EN, stopwords_additions=list(RUSSIAN_STOP_WORDS)
        ),
        properties=[
            Property(name="document_id", data_type=DataType.UUID),
            Property(name="ordinal", data_type=DataType.INT, index_range_filters=True),
            Property(name="page", data_type=DataType.INT, index_filterable=False),
            Property(name="box", data_type=DataType.NUMBER_ARRAY, index_filterable=False),
            Property(name="text", data_type=DataType.TEXT, index_filterable=False, index_searchable=False),
            Property(name="words", data_type=DataType.TEXT, tokenization=Tokenization.WORD, index_filterable=False),
            Property(name="embedder", data_type=DataType.TEXT, tokenization=Tokenization.FIELD, index_searchable=False),
        ],
    )
