"""Where GraphQL documents are kept that clients ask for by their hash."""

from typing import Protocol


class QueryStore(Protocol):
    """Documents by the SHA-256 of their text in lower-case hex. Any may be gone at any time: clients send it again."""

    async def find(self, sha256: str) -> str | None:
        """The text, or None when it is not there. Never raises."""
        ...

    async def keep(self, sha256: str, text: str) -> None:
        """Keep a text whose hash the caller has checked. Never raises."""
        ...
