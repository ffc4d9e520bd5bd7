from core.accounts.models import TransactionRow
from core.ports.categoriser import DecidedBy


def hand_over(kept: TransactionRow, gone: TransactionRow) -> None:
    """Two rows turned out to be one payment: what a person has said of either holds for the one that stays."""
    if gone.decided_by is DecidedBy.PERSON and kept.decided_by is not DecidedBy.PERSON:
        kept.category_id, kept.decided_by = gone.category_id, gone.decided_by
        kept.confidence = kept.model_version = kept.decided_because = None
    kept.note = kept.note or gone.note
    for name in ("counterparty", "counterparty_account", "mcc"):
        setattr(kept, name, getattr(kept, name) or getattr(gone, name))
