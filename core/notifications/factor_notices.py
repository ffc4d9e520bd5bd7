"""Notices about factors, payees and webhooks, in Russian and English, for account_mails.py to fill in."""

from typing import Final

from core.identity.messages import Notice

_WHERE_RU: Final = (
    "\nКогда: {at} UTC. Устройство: {device}. Откуда: {place}.\n\nЕсли это были вы, ничего делать не нужно. Если нет, "
    "смените пароль, завершите чужие сеансы и проверьте, что у вас настроено:\n{security}"
)
_WHERE_EN: Final = (
    "\nWhen: {at} UTC. Device: {device}. From: {place}.\n\nIf it was you, there is nothing to do. If not, change your "
    "password, end other sessions and look at what is set up:\n{security}"
)
FACTORS_RU: Final = {
    Notice.TOTP_ADDED: (
        "В Solvent добавлено приложение с кодами",
        "Теперь при входе нужен код приложения, которое добавили к вашей учётной записи." + _WHERE_RU,
    ),
    Notice.TOTP_REMOVED: (
        "В Solvent удалено приложение с кодами",
        "Приложение с кодами больше не относится к вашей учётной записи." + _WHERE_RU,
    ),
    Notice.PASSKEY_ADDED: (
        "В Solvent добавлен ключ доступа",
        "К вашей учётной записи добавлен ключ доступа: им можно войти." + _WHERE_RU,
    ),
    Notice.PASSKEY_REMOVED: (
        "В Solvent удалён ключ доступа",
        "Ключ доступа удалён из вашей учётной записи: им больше не войти." + _WHERE_RU,
    ),
    Notice.RECOVERY_CODES_MADE: (
        "Новые коды восстановления в Solvent",
        "Сделаны новые коды восстановления, прежние больше не действуют." + _WHERE_RU,
    ),
    Notice.RECOVERY_CODE_USED: (
        "Использован код восстановления Solvent",
        "Один из ваших кодов восстановления использован, второй раз он не подойдёт." + _WHERE_RU,
    ),
    Notice.PAYEE_ADDED: (
        "В Solvent добавлен получатель платежей",
        "К вашей учётной записи добавлен получатель, которому можно платить с ваших счетов." + _WHERE_RU,
    ),
    Notice.WEBHOOK_ADDED: (
        "В Solvent добавлен вебхук",
        "О событиях в ваших данных теперь сообщается на внешний адрес, который добавили к вашей учётной записи."
        + _WHERE_RU,
    ),
    Notice.FACTORS_RESET: (
        "Второй фактор в Solvent сброшен",
        (
            "Сотрудник Solvent сбросил ваши вторые факторы и завершил все сеансы.\nКогда: {at} UTC.\n\nВойдите с "
            "паролем и настройте второй фактор заново:\n{security}\n\nЕсли вы об этом не просили, сразу выберите новый "
            "пароль:\n{forgotten}"
        ),
    ),
}
FACTORS_EN: Final = {
    Notice.TOTP_ADDED: (
        "An authenticator app was added at Solvent",
        "from now on signing in needs a code of an app that was added to your account." + _WHERE_EN,
    ),
    Notice.TOTP_REMOVED: (
        "An authenticator app was removed at Solvent",
        "the authenticator app does not belong to your account any more." + _WHERE_EN,
    ),
    Notice.PASSKEY_ADDED: (
        "A passkey was added at Solvent",
        "a passkey was added to your account: it can be signed in with." + _WHERE_EN,
    ),
    Notice.PASSKEY_REMOVED: (
        "A passkey was removed at Solvent",
        "a passkey was removed from your account: it can't be signed in with any more." + _WHERE_EN,
    ),
    Notice.RECOVERY_CODES_MADE: (
        "New recovery codes at Solvent",
        "new recovery codes were made, and the old ones are worth nothing." + _WHERE_EN,
    ),
    Notice.RECOVERY_CODE_USED: (
        "A recovery code of yours was used at Solvent",
        "one of your recovery codes was used; it works only once." + _WHERE_EN,
    ),
    Notice.PAYEE_ADDED: (
        "A payee was added at Solvent",
        "somebody who can be paid from your accounts was added." + _WHERE_EN,
    ),
    Notice.WEBHOOK_ADDED: (
        "A webhook was added at Solvent",
        "an outside address that was added to your account is told of events in your data from now on." + _WHERE_EN,
    ),
    Notice.FACTORS_RESET: (
        "Your second factors at Solvent were reset",
        (
            "somebody of Solvent's staff reset your second factors and ended all sessions.\nWhen: {at} UTC.\n\nSign in "
            "with your password and set up a second factor anew:\n{security}\n\nIf you did not ask for it, choose a "
            "new password at once:\n{forgotten}"
        ),
    ),
}
