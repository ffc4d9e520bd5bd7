"""What an app can be let to do: the scopes, in words for the consent screen."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """A right of an app. The first four are OpenID Connect's."""

    OPENID = "openid"
    PROFILE = "profile"
    EMAIL = "email"
    OFFLINE_ACCESS = "offline_access"
    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_WRITE = "accounts:write"
    TRANSACTIONS_READ = "transactions:read"
    TRANSACTIONS_WRITE = "transactions:write"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    FORECAST_READ = "forecast:read"
    FORECAST_WRITE = "forecast:write"
    INSIGHTS_READ = "insights:read"
    REPORTS_READ = "reports:read"
    BANKS_READ = "banks:read"
    MARKETPLACE_READ = "marketplace:read"
    LEADS_READ = "leads:read"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    PARTNER_OFFERS = "partner:offers"
    PARTNER_LEADS = "partner:leads"


WORDS: Final[dict[Scope, tuple[str, str]]] = {
    Scope.OPENID: ("Know that it is you", "Знать, что это вы"),
    Scope.PROFILE: ("See your name and language", "Видеть ваше имя и язык"),
    Scope.EMAIL: ("See your mail address", "Видеть адрес вашей почты"),
    Scope.OFFLINE_ACCESS: ("Do this while you are away", "Делать это в ваше отсутствие"),
    Scope.ACCOUNTS_READ: ("See your accounts and balances", "Видеть ваши счета и остатки"),
    Scope.ACCOUNTS_WRITE: ("Create accounts in your books", "Создавать счета в вашем учёте"),
    Scope.TRANSACTIONS_READ: ("See your transactions and categories", "Видеть ваши операции и категории"),
    Scope.TRANSACTIONS_WRITE: (
        "Add, change and categorise your transactions",
        "Добавлять, менять и относить к категориям ваши операции",
    ),
    Scope.DOCUMENTS_READ: ("See your documents and receipts", "Видеть ваши документы и чеки"),
    Scope.DOCUMENTS_WRITE: (
        "Add documents and tie them to payments",
        "Добавлять документы и привязывать их к платежам",
    ),
    Scope.FORECAST_READ: ("See your cash-flow forecast", "Видеть прогноз движения денег"),
    Scope.FORECAST_WRITE: ("Plan income and spending in your forecast", "Планировать доходы и расходы в прогнозе"),
    Scope.INSIGHTS_READ: ("See what was noticed in your books", "Видеть, что замечено в вашем учёте"),
    Scope.REPORTS_READ: ("See and download your income reports", "Видеть и скачивать ваши отчёты о доходах"),
    Scope.BANKS_READ: ("See which banks you connected", "Видеть, какие банки вы подключили"),
    Scope.MARKETPLACE_READ: ("See the partners' offers", "Видеть предложения партнёров"),
    Scope.LEADS_READ: ("See your requests to partners", "Видеть ваши заявки партнёрам"),
    Scope.WEBHOOKS_READ: ("See the webhooks that this app made", "Видеть вебхуки, которые создало это приложение"),
    Scope.WEBHOOKS_WRITE: (
        "Be told by webhooks, while you are away too, of what it may see",
        "Получать по вебхукам, в том числе в ваше отсутствие, то, что ему можно видеть",
    ),
    Scope.PARTNER_OFFERS: ("Manage the offers of a partner", "Вести предложения партнёра"),
    Scope.PARTNER_LEADS: ("Work on the requests made to a partner", "Работать с заявками партнёру"),
}
"""In English and in Russian."""
OF_PARTNERS: Final = frozenset({Scope.PARTNER_OFFERS, Scope.PARTNER_LEADS})
"""What a partner's app may ask for, in its own name alone: it reaches the partner's own, and what was handed to it."""
OF_WEBHOOKS: Final = frozenset({Scope.WEBHOOKS_READ, Scope.WEBHOOKS_WRITE})
"""For apps that can keep a secret, as what is sent is signed with one; no payload reaches what these open."""
FOR_SERVICES: Final = frozenset({Scope.BANKS_READ, Scope.MARKETPLACE_READ}) | OF_PARTNERS
"""What an app may ask for in its own name: nothing of it is anybody's, or it was handed over to its partner."""


def in_words(scope: Scope, locale: str) -> str:
    """What a person reads on the consent screen."""
    english, russian = WORDS[scope]
    return russian if locale.lower().startswith("ru") else english


def known(names: Iterable[str]) -> list[Scope]:
    """Those that are scopes, each once, in the order of the enum."""
    asked = set(names)
    return [scope for scope in Scope if scope.value in asked]
