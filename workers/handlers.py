"""Every kind of job this release can do."""

from collections.abc import Mapping

from core.jobs.handler import JobHandler
from workers.accounts import (
    categorise_transactions,
    evaluate_feedback,
    fetch_rates,
    link_transactions,
    prune_book_changes,
)
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
from workers.identity import make_mail_link, purge_expired_sessions, send_grant_invitation, send_grant_news, send_mails
from workers.insights import find_insights, watch_books
from workers.jobs import prune_jobs
from workers.marketplace import tell_partner
from workers.notifications import hand_over_notices, send_notice_mail, send_push, tidy_notices
from workers.privacy import erase_account, export_data, import_data, seal_old_values, send_erasure_mail
from workers.reports import drop_reports, make_report
from workers.runtime import Tools
from workers.taxes import remind_of_deadlines
from workers.webhooks import prune_webhooks, send_webhook_mail

_BINDERS = (
    categorise_transactions.bind,
    evaluate_feedback.bind,
    prune_book_changes.bind,
    drop_reports.bind,
    drop_reports.bind_old,
    erase_account.bind,
    erase_account.bind_due,
    export_data.bind,
    export_data.bind_drop,
    fetch_rates.bind,
    find_insights.bind,
    hand_over_notices.bind,
    import_data.bind,
    import_statement.bind,
    index_document.bind,
    index_documents_again.bind,
    index_documents_again.bind_find,
    link_transactions.bind,
    make_forecast.bind,
    make_mail_link.bind,
    make_payment.bind,
    make_report.bind,
    match_documents.bind,
    prune_bank_calls.bind,
    prune_jobs.bind,
    prune_webhooks.bind,
    purge_expired_sessions.bind,
    purge_stale_uploads.bind,
    read_document.bind,
    read_products.bind,
    seal_old_values.bind,
    remind_of_deadlines.bind_mail,
    remind_of_deadlines.bind_watch,
    send_erasure_mail.bind,
    send_grant_invitation.bind,
    send_grant_news.bind,
    send_mails.bind_link,
    send_mails.bind_notice,
    send_notice_mail.bind,
    send_push.bind,
    send_webhook_mail.bind,
    sync_bank.bind,
    sync_bank.bind_unattended,
    tidy_notices.bind_late,
    tidy_notices.bind_prune,
    tell_partner.bind,
    undo_import.bind,
    verify_histories.bind,
    watch_books.bind,
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
