"""Every kind of job this release can do."""

from collections.abc import Mapping

from core.jobs.handler import JobHandler
from workers.accounts import categorise_transactions, evaluate_feedback, link_transactions
from workers.audit import verify_histories
from workers.banking import (
    import_statement,
    make_payment,
    prune_bank_calls,
    read_products,
    sync_bank,
    undo_import,
    watch_consents,
)
from workers.documents import (
    index_document,
    index_documents_again,
    match_documents,
    purge_stale_uploads,
    read_document,
)
from workers.forecasting import make_forecast
from workers.identity import purge_expired_sessions, send_mails
from workers.insights import find_insights
from workers.runtime import Tools

_BINDERS = (
    categorise_transactions.bind,
    evaluate_feedback.bind,
    find_insights.bind,
    import_statement.bind,
    index_document.bind,
    index_documents_again.bind,
    index_documents_again.bind_find,
    link_transactions.bind,
    make_forecast.bind,
    make_payment.bind,
    match_documents.bind,
    prune_bank_calls.bind,
    purge_expired_sessions.bind,
    purge_stale_uploads.bind,
    read_document.bind,
    read_products.bind,
    send_mails.bind_already_registered,
    send_mails.bind_verification,
    sync_bank.bind,
    sync_bank.bind_unattended,
    undo_import.bind,
    verify_histories.bind,
    watch_consents.bind_mail,
    watch_consents.bind_refresh,
    watch_consents.bind_watch,
)


def bind_handlers(tools: Tools) -> Mapping[str, JobHandler]:
    """Handlers by the name of their message. Two of one name are a mistake of ours."""
    handlers = [bind(tools) for bind in _BINDERS]
    by_name = {handler.message.name: handler for handler in handlers}
    if len(by_name) != len(handlers):
        raise RuntimeError("two handlers for one kind of job")
    return by_name
