"""What an entry's hash covers."""

import hashlib
import json
from datetime import datetime
from typing import Final

from core.audit.models import AuditEntryRow

GENESIS: Final = bytes(32)
"""The hash before a person's first entry."""


def entry_hash(entry: AuditEntryRow) -> bytes:
    """SHA-256 over the hash before and every field of the entry, as canonical JSON."""
    body = json.dumps(
        {
            "id": str(entry.id),
            "user_id": str(entry.user_id),
            "sequence": entry.sequence,
            "at": _utc(entry.at),
            "actor_id": str(entry.actor_id) if entry.actor_id else None,
            "action": entry.action,
            "subject_type": entry.subject_type,
            "subject_id": str(entry.subject_id) if entry.subject_id else None,
            "details": entry.details,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(entry.previous_hash + body.encode()).digest()


def _utc(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"
