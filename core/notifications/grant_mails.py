"""The mails about grants. They repeat nothing that a person could have written but their address and own name."""

from typing import Final

from core.identity.messages import GrantNews
from core.notifications.account_mails import MailText

_NEWS_RU: Final = {
    GrantNews.ACCEPTED: (
        "Приглашение в ваши книги учёта в Solvent принято",
        (
            "{other} принимает ваше приглашение и видит теперь то, что вы открыли. Закончить это можно в любой момент, "
            "каждое чтение видно в вашей истории:\n{settings}\n\nЕсли вы никого не приглашали, закончите это и "
            "смените пароль."
        ),
    ),
    GrantNews.DECLINED: (
        "Приглашение в ваши книги учёта в Solvent отклонено",
        "{other} отклоняет ваше приглашение. Никто ничего не видел:\n{settings}",
    ),
    GrantNews.ENDED: (
        "Доступ к книгам учёта в Solvent закончен",
        "Доступ, который был между вами и {other}, закончен другой стороной. Что было и что есть:\n{settings}",
    ),
    GrantNews.INSPECTION: (
        "Сотрудник Solvent смотрит ваши книги учёта",
        (
            "Сотрудник Solvent ({other}) открыл ваши книги учёта для чтения на полчаса. Зачем и что было прочитано, "
            "видно в настройках и в вашей истории:\n{settings}"
        ),
    ),
}
_NEWS_EN: Final = {
    GrantNews.ACCEPTED: (
        "Your invitation into your books at Solvent was accepted",
        (
            "{other} accepted your invitation and sees from now on what you opened. You can end that at any time, and "
            "each read is in your history:\n{settings}\n\nIf you invited nobody, end it and change your password."
        ),
    ),
    GrantNews.DECLINED: (
        "Your invitation into your books at Solvent was declined",
        "{other} declined your invitation. Nobody has seen anything:\n{settings}",
    ),
    GrantNews.ENDED: (
        "A grant at Solvent was ended",
        (
            "what was granted between you and {other} was ended by the other side. What there was and what there is:\n"
            "{settings}"
        ),
    ),
    GrantNews.INSPECTION: (
        "Solvent's staff is looking into your books",
        (
            "somebody of Solvent's staff ({other}) opened your books to read them for half an hour. Why, and what was "
            "read, is in your settings and in your history:\n{settings}"
        ),
    ),
}


def invitation_mail(locale: str, owner_email: str, kind: str, link: str) -> MailText:
    """Word to whoever was invited, in the language of who invites: theirs may not be known."""
    if locale.startswith("ru"):
        what = "вести категории и читать" if kind == "accountant" else "читать"
        return MailText(
            "Вас пригласили в книги учёта в Solvent",
            f"Здравствуйте!\n\n{owner_email} приглашает вас {what} свои книги учёта в Solvent. Войдите или "
            f"зарегистрируйтесь с этим адресом и примите приглашение:\n{link}\n\nОно действует две недели. Если вы не "
            "знаете, от кого это, ничего делать не нужно.\n",
        )
    what = "sort and read" if kind == "accountant" else "read"
    return MailText(
        "You are invited to somebody's books at Solvent",
        f"Hello,\n\n{owner_email} invites you to {what} their books at Solvent. Sign in or register with this address "
        f"and accept:\n{link}\n\nThe invitation is valid for two weeks. If you do not know who this is, there is "
        "nothing to do.\n",
    )


def grant_news_mail(locale: str, name: str, news: GrantNews, other: str, web_url: str) -> MailText:
    """Word of what became of a grant, to one side of it. `other` is the other side's address."""
    is_russian = locale.startswith("ru")
    subject, text = (_NEWS_RU if is_russian else _NEWS_EN)[news]
    greeting = f"Здравствуйте, {name}!" if is_russian else f"Hello {name},"
    told = text.format(other=other, settings=f"{web_url}/settings")
    return MailText(subject, f"{greeting}\n\n{told}\n")
