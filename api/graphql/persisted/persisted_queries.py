"""Documents by their hash: the manifest's, and those that callers had kept (Apollo's automatic persisted queries)."""

import hashlib
from collections import OrderedDict
from dataclasses import replace
from typing import Final

from api.graphql.compiled.asked import Asked
from api.graphql.context import Context
from api.graphql.persisted.errors import (
    DocumentNotTrustedError,
    PersistedQueryHashMismatchError,
    PersistedQueryNotFoundError,
    PersistedQueryNotSupportedError,
)
from api.graphql.persisted.trusted import Trusted
from core.ports.query_store import QueryStore

LONGEST_TEXT: Final = 32 * 1024
"""Characters. Longer documents run, and are sent anew each time."""
MOST_AT_HAND: Final = 500
KEPT_PER_HOUR: Final = 200
"""Documents that one person may have kept: an app has some dozens, and thousands would push out the others'."""
HOUR: Final = 3600


class PersistedQueries:
    """The text of a hash. A hash shows nobody's data: the document runs as whoever asks, with their permissions."""

    def __init__(self, trusted: Trusted, store: QueryStore, *, is_on: bool) -> None:
        self._trusted = trusted
        self._store = store
        self._is_on = is_on and not trusted.is_enforced
        self._at_hand: OrderedDict[str, str] = OrderedDict()

    async def resolve(self, asked: Asked) -> Asked:
        """The request with its document's text. Raises the errors of `persisted.errors`."""
        text, name = asked.key
        if asked.sha256 is None:
            return asked
        if text:
            if hashlib.sha256(text.encode()).hexdigest() != asked.sha256:
                raise PersistedQueryHashMismatchError("The hash is not that of the query.")
            return asked
        return replace(asked, key=(await self._find(asked.sha256), name), is_known=True)

    async def keep(self, asked: Asked, context: Context) -> None:
        """Keep a signed-in caller's document that came with its hash and was answered well. No stranger's."""
        text, sha256 = asked.key[0], asked.sha256
        if sha256 is None or asked.is_known or not self._is_on or context.actor is None or len(text) > LONGEST_TEXT:
            return
        if self._trusted.has(text):
            return
        # What is at hand is kept anew too: a text that comes with its hash says that another process did not know it.
        who = str(context.actor.user_id)
        allowance = await context.platform.limiter.hit("persisted", who, KEPT_PER_HOUR, HOUR)
        if allowance.is_allowed:
            self._put_at_hand(sha256, text)
            await self._store.keep(sha256, text)

    async def _find(self, sha256: str) -> str:
        text = self._trusted.find(sha256) or self._at_hand.get(sha256)
        if text is not None:
            if sha256 in self._at_hand:
                self._at_hand.move_to_end(sha256)
            return text
        if self._trusted.is_enforced:
            raise DocumentNotTrustedError
        if not self._is_on:
            raise PersistedQueryNotSupportedError
        text = await self._store.find(sha256)
        if text is None:
            raise PersistedQueryNotFoundError
        self._put_at_hand(sha256, text)
        return text

    def _put_at_hand(self, sha256: str, text: str) -> None:
        self._at_hand[sha256] = text
        if len(self._at_hand) > MOST_AT_HAND:
            self._at_hand.popitem(last=False)
