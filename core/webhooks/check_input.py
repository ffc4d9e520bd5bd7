"""What an endpoint may be, as far as it can be told without asking anybody."""

import re
from collections.abc import Sequence
from typing import Final

from core.webhooks.errors import WebhookKindsError, WebhookTextError
from core.webhooks.event_kind import EventKind

LONGEST_DESCRIPTION: Final = 200
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def checked_kinds(kinds: Sequence[EventKind]) -> list[str]:
    """The kinds, each once, in the enum's order. Raises WebhookKindsError."""
    asked = set(kinds)
    if not asked:
        raise WebhookKindsError("Name at least one kind of events.", field="kinds")
    if EventKind.TEST in asked:
        raise WebhookKindsError("Test events are sent when you ask for one, to any webhook.", field="kinds")
    return [kind.value for kind in EventKind if kind in asked]


def checked_description(text: str) -> str:
    """What the person calls it, which may be nothing. Raises WebhookTextError."""
    cleaned = _CONTROL.sub(" ", text).strip()
    if len(cleaned) > LONGEST_DESCRIPTION:
        raise WebhookTextError(f"This is longer than {LONGEST_DESCRIPTION} characters.", field="description")
    return cleaned
