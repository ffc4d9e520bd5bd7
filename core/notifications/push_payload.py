"""What a push message says: little, for a lock screen shows it to whoever looks."""

import json

from core.notifications.models import NoticeRow
from core.notifications.notice_kind import PATHS
from core.notifications.notice_words import is_russian, line_of, title_of

MOST_BODY = 300
"""Characters: far below the 4 KB that push services take."""


def push_payload(row: NoticeRow, locale: str, *, more: int, shows_details: bool) -> bytes:
    """JSON for the service worker. Names and amounts are in it only where the person allowed it.

    `more` is how many of the same kind come with it.
    """
    body = line_of(row, locale, with_amount=True)[:MOST_BODY] if shows_details else ""
    if more:
        body = f"{body} {'и ещё' if is_russian(locale) else '+'} {more}".strip()
    said = {"id": row.id.hex, "title": title_of(row.kind, locale), "body": body, "path": PATHS[row.kind]}
    return json.dumps({**said, "lang": locale[:2]}, ensure_ascii=False).encode()
