"""The mails about a person's account, in Russian and English."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.identity.messages import Notice
from core.identity.models import MailLinkPurpose
from core.notifications.factor_notices import FACTORS_EN, FACTORS_RU


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and body of a mail."""

    subject: str
    text: str


PAGES: Final = {
    MailLinkPurpose.VERIFY_EMAIL: "verify",
    MailLinkPurpose.RESET_PASSWORD: "reset-password",
    MailLinkPurpose.CHANGE_EMAIL: "confirm-email",
    MailLinkPurpose.UNDO_EMAIL_CHANGE: "undo-email",
    MailLinkPurpose.REACTIVATE: "reactivate",
}
"""The page of the web app that each link leads to."""

_LINKS_RU: Final = {
    MailLinkPurpose.VERIFY_EMAIL: (
        "Подтвердите адрес в Solvent",
        (
            "Чтобы подтвердить адрес, откройте ссылку:\n{link}\n\n"
            "Она действует два дня. Если вы не регистрировались, ничего делать не нужно."
        ),
    ),
    MailLinkPurpose.RESET_PASSWORD: (
        "Новый пароль для Solvent",
        (
            "Чтобы выбрать новый пароль, откройте ссылку:\n{link}\n\n"
            "Она действует полчаса и только один раз. Если вы об этом не просили, ничего делать "
            "не нужно: пароль прежний."
        ),
    ),
    MailLinkPurpose.CHANGE_EMAIL: (
        "Подтвердите новый адрес в Solvent",
        (
            "Чтобы этот адрес стал адресом вашей учётной записи, откройте ссылку:\n{link}\n\n"
            "Она действует сутки. Если вы об этом не просили, ничего делать не нужно."
        ),
    ),
    MailLinkPurpose.UNDO_EMAIL_CHANGE: (
        "Адрес вашей учётной записи Solvent изменён",
        (
            "Адрес вашей учётной записи изменён на {email}. Если это сделали вы, ничего делать не нужно.\n\n"
            "Если нет, верните прежний адрес по ссылке:\n{link}\n\n"
            "Она действует семь дней. Все сеансы закончатся, и вы получите письмо, чтобы выбрать новый пароль."
        ),
    ),
    MailLinkPurpose.REACTIVATE: (
        "Вернуться в Solvent",
        (
            "Чтобы снова включить вашу учётную запись, откройте ссылку:\n{link}\n\n"
            "Она действует час. Если вы об этом не просили, ничего делать не нужно."
        ),
    ),
}
_LINKS_EN: Final = {
    MailLinkPurpose.VERIFY_EMAIL: (
        "Confirm your address at Solvent",
        (
            "open this link to confirm your address:\n{link}\n\n"
            "It is valid for two days. If you did not register, there is nothing to do."
        ),
    ),
    MailLinkPurpose.RESET_PASSWORD: (
        "A new password for Solvent",
        (
            "open this link to choose a new password:\n{link}\n\n"
            "It is valid for half an hour and works once. If you did not ask for it, there is nothing to do: your "
            "password is what it was."
        ),
    ),
    MailLinkPurpose.CHANGE_EMAIL: (
        "Confirm your new address at Solvent",
        (
            "open this link to make this the address of your account:\n{link}\n\n"
            "It is valid for a day. If you did not ask for it, there is nothing to do."
        ),
    ),
    MailLinkPurpose.UNDO_EMAIL_CHANGE: (
        "The address of your Solvent account was changed",
        (
            "the address of your account was changed to {email}. If that was you, there is nothing to do.\n\n"
            "If it was not, this link brings your address back:\n{link}\n\n"
            "It is valid for seven days. All sessions end then, and a mail lets you choose a new password."
        ),
    ),
    MailLinkPurpose.REACTIVATE: (
        "Coming back to Solvent",
        (
            "open this link to switch your account on again:\n{link}\n\n"
            "It is valid for an hour. If you did not ask for it, there is nothing to do."
        ),
    ),
}
_NOTICES_RU: Final = {
    **FACTORS_RU,
    Notice.NEW_DEVICE: (
        "Вход в Solvent с нового устройства",
        (
            "В вашу учётную запись вошли с нового устройства: {device}.\nКогда: {at} UTC. Откуда: {place}.\n\n"
            "Если это были вы, ничего делать не нужно. Если нет, смените пароль и завершите чужой сеанс:\n{security}"
        ),
    ),
    Notice.PASSWORD_CHANGED: (
        "Пароль в Solvent изменён",
        (
            "Пароль вашей учётной записи изменён, другие сеансы завершены.\n\n"
            "Если это сделали не вы, сразу выберите новый пароль:\n{forgotten}"
        ),
    ),
    Notice.DEACTIVATED: (
        "Ваша учётная запись Solvent отключена",
        (
            "Ваша учётная запись отключена, все сеансы завершены. Данные сохранены.\n\n"
            "Снова включить её можно здесь, если вы отключили её сами:\n{reactivation}"
        ),
    ),
    Notice.REACTIVATED: (
        "Ваша учётная запись Solvent снова включена",
        (
            "Ваша учётная запись снова включена. Войти можно здесь:\n{home}\n\n"
            "Если это сделали не вы, сразу выберите новый пароль:\n{forgotten}"
        ),
    ),
}
_NOTICES_EN: Final = {
    **FACTORS_EN,
    Notice.NEW_DEVICE: (
        "A new device signed in to Solvent",
        (
            "somebody signed in to your account from a new device: {device}.\nWhen: {at} UTC. From: {place}.\n\n"
            "If it was you, there is nothing to do. If not, change your password and end that session:\n{security}"
        ),
    ),
    Notice.PASSWORD_CHANGED: (
        "Your Solvent password was changed",
        (
            "the password of your account was changed, and other sessions were ended.\n\n"
            "If it was not you, choose a new password at once:\n{forgotten}"
        ),
    ),
    Notice.DEACTIVATED: (
        "Your Solvent account was switched off",
        (
            "your account was switched off, and all sessions were ended. Your data are kept.\n\n"
            "If you did it yourself, you can switch it on again here:\n{reactivation}"
        ),
    ),
    Notice.REACTIVATED: (
        "Your Solvent account is on again",
        (
            "your account was switched on again. Sign in here:\n{home}\n\n"
            "If it was not you, choose a new password at once:\n{forgotten}"
        ),
    ),
}


def link_mail(locale: str, name: str, purpose: MailLinkPurpose, link: str, email: str) -> MailText:
    """A link and what it is for. `email` is the account's address as it is now."""
    texts = _LINKS_RU if _is_russian(locale) else _LINKS_EN
    subject, text = texts[purpose]
    return MailText(subject, _greeting(locale, name) + text.format(link=link, email=email) + "\n")


def notice_mail(locale: str, name: str, notice: Notice, web_url: str, facts: "SessionFacts | None") -> MailText:
    """Word of what happened. `facts` are of the session that it is about, or was done from."""
    texts = _NOTICES_RU if _is_russian(locale) else _NOTICES_EN
    subject, text = texts[notice]
    unknown = "неизвестно" if _is_russian(locale) else "unknown"
    told = text.format(
        device=(facts.device if facts else "") or unknown,
        at=f"{facts.at:%Y-%m-%d %H:%M}" if facts else unknown,
        place=(facts.place if facts else "") or unknown,
        home=web_url,
        security=f"{web_url}/settings/security",
        forgotten=f"{web_url}/forgot-password",
        reactivation=f"{web_url}/reactivate",
    )
    return MailText(subject, _greeting(locale, name) + told + "\n")


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a notice tells: the device and the place in words, both empty for unknown, and when."""

    device: str
    place: str
    at: datetime


def already_registered_mail(locale: str, name: str, link: str) -> MailText:
    """Word to the owner of an address that somebody tried to register again, or to move to."""
    if _is_russian(locale):
        return MailText(
            "У вас уже есть Solvent",
            f"{_greeting(locale, name)}С вашим адресом пытались зарегистрироваться ещё раз. Учётная запись у вас уже "
            f"есть, войти можно здесь:\n{link}\n\nЕсли это были не вы, ничего делать не нужно.\n",
        )
    return MailText(
        "You have Solvent already",
        f"{_greeting(locale, name)}somebody tried to register with your address again. You have an account already; "
        f"sign in here:\n{link}\n\nIf it was not you, there is nothing to do.\n",
    )


def deletion_requested_mail(locale: str, name: str, day: str, link: str) -> MailText:
    """The account will be erased on a day."""
    if locale.startswith("ru"):
        return MailText(
            "Ваша учётная запись Solvent будет удалена",
            f"Здравствуйте, {name}!\n\nПо вашей просьбе учётная запись и все данные будут удалены {day}. Чтобы "
            f"передумать, просто войдите до этого дня:\n{link}\n\nЕсли просили не вы, войдите и смените пароль.\n",
        )
    return MailText(
        "Your Solvent account will be deleted",
        f"Hello {name},\n\nas you asked, your account and everything in it will be deleted on {day}. To keep it, just "
        f"sign in before that day:\n{link}\n\nIf it was not you who asked, sign in and change your password.\n",
    )


def deletion_cancelled_mail(locale: str, name: str) -> MailText:
    """The account stays."""
    if locale.startswith("ru"):
        return MailText(
            "Ваша учётная запись Solvent остаётся",
            f"Здравствуйте, {name}!\n\nУчётная запись не будет удалена: вы вошли снова или передумали.\n",
        )
    return MailText(
        "Your Solvent account stays",
        f"Hello {name},\n\nyour account will not be deleted: you signed in again, or changed your mind.\n",
    )


def account_shut_mail(locale: str, name: str) -> MailText:
    """The last mail: the account is shut and is being erased."""
    if locale.startswith("ru"):
        return MailText(
            "Ваша учётная запись Solvent удаляется",
            f"Здравствуйте, {name}!\n\nСрок вышел: учётная запись закрыта, в течение часа все данные будут стёрты. "
            "Восстановить их будет нельзя. Это последнее письмо.\n",
        )
    return MailText(
        "Your Solvent account is being deleted",
        f"Hello {name},\n\nthe time is up: your account is shut, and within an hour everything in it is erased. It "
        "can't be brought back. This is our last mail.\n",
    )


def _greeting(locale: str, name: str) -> str:
    return f"Здравствуйте, {name}!\n\n" if _is_russian(locale) else f"Hello {name},\n\n"


def _is_russian(locale: str) -> bool:
    return locale.startswith("ru")
