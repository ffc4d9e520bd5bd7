"""The mails about a person's account, in Russian and English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject and body of a mail."""

    subject: str
    text: str


def verification_mail(locale: str, name: str, link: str) -> MailText:
    """The link that confirms an address."""
    if locale.startswith("ru"):
        return MailText(
            "Подтвердите адрес в Solvent",
            f"Здравствуйте, {name}!\n\nЧтобы подтвердить адрес, откройте ссылку:\n{link}\n\n"
            "Она действует два дня. Если вы не регистрировались, ничего делать не нужно.\n",
        )
    return MailText(
        "Confirm your address at Solvent",
        f"Hello {name},\n\nopen this link to confirm your address:\n{link}\n\n"
        "It is valid for two days. If you did not register, there is nothing to do.\n",
    )


def already_registered_mail(locale: str, name: str, link: str) -> MailText:
    """Word to the owner of an address that somebody tried to register again."""
    if locale.startswith("ru"):
        return MailText(
            "У вас уже есть Solvent",
            f"Здравствуйте, {name}!\n\nС вашим адресом пытались зарегистрироваться ещё раз. Учётная запись у вас уже "
            f"есть, войти можно здесь:\n{link}\n\nЕсли это были не вы, ничего делать не нужно.\n",
        )
    return MailText(
        "You have Solvent already",
        f"Hello {name},\n\nsomebody tried to register with your address again. You have an account already; sign in "
        f"here:\n{link}\n\nIf it was not you, there is nothing to do.\n",
    )
