from uuid import UUID, uuid5


def chunk_id(document_id: UUID, ordinal: int) -> UUID:
    """The id of a document's chunk: the same each time, so that indexing again replaces instead of adding."""
    return uuid5(document_id, str(ordinal))
