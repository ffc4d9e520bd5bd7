"""The mails about a person's webhooks, in Russian and English."""

from core.notifications.account_mails import MailText


def webhook_disabled_mail(locale: str, name: str, host: str, link: str, *, is_gone: bool) -> MailText:
    """Word that an endpoint is told of nothing more, why, and where to switch it on again."""
    if locale.startswith("ru"):
        why = "он ответил, что его больше нет (410)" if is_gone else "несколько дней ничего не доходило"
        return MailText(
            f"Вебхук {host} отключён",
            f"Здравствуйте, {name}!\n\nМы больше не отправляем события на {host}: {why}. Что ждало отправки, не "
            f"отправлено; журнал доставок хранится месяц. Включить вебхук и отправить события ещё раз можно здесь:\n"
            f"{link}\n",
        )
    why = "it answered that it is gone (410)" if is_gone else "nothing arrived for days"
    return MailText(
        f"The webhook at {host} was disabled",
        f"Hello {name},\n\nwe send no more events to {host}: {why}. What waited was not sent; the log of deliveries is "
        f"kept for a month. You can switch the webhook on and send events again here:\n{link}\n",
    )
