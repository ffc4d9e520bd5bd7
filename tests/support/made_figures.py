"""Figures of made-up people for the paper and the workbook: no database."""

from datetime import date, timedelta
from random import Random

from core.reports.figures import Account, ReportFigures, Span
from core.reports.gather_figures import figures_of
from core.reports.load_movements import Moved, Side
from core.reports.models import IncomeReportRow, ReportLanguage
from core.reports.rules import months_of, period_before

CLIENTS = {
    "ru": ("ООО «Северный ветер»", "ИП Кузнецова Мария Андреевна", "АО «Лаборатория исследований»", "Маркет"),
    "en": ("Northwind Trading Ltd", "Maria Kuznetsova, sole trader", "Applied Research plc", "Market payouts"),
}
HARD = (
    "Общество с ограниченной ответственностью «Научно-производственное объединение Гидроэлектромонтажспецавтоматика»",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "株式会社日本",
    "=SUM(A1) #emph[x] $x$ \\u{41} https://a.example",
    *(f"Client {number}" for number in range(40)),
)
EMPTY_MONTH = 4
DAY = timedelta(days=1)


def made_figures(language: str, months: int, *, is_hard: bool = False, has_income: bool = True) -> ReportFigures:
    """A person's months: always the same. `is_hard`: many clients, long names, days without data."""
    starts_on, ends_on = period_before(date(2026, 11, 21), months)
    report = IncomeReportRow(
        months=months, starts_on=starts_on, ends_on=ends_on, currency="RUB", language=ReportLanguage(language)
    )
    days = months_of(starts_on, months)
    clients = CLIENTS[language] + (HARD if is_hard else ())
    movements = _movements(days, clients) if has_income else []
    holder = {"ru": "Анна Сергеевна Лебедева", "en": "Anna Lebedeva"}[language]
    if is_hard:
        holder = "Константин-Александр Христорождественский-Преображенский оглы Ибн-Абдуррахман"
    return figures_of(report, holder, movements, _accounts(language, days, ends_on, is_hard=is_hard))


def _movements(days: list[date], clients: tuple[str, ...]) -> list[Moved]:
    random = Random(7)  # noqa: S311 made-up amounts
    found = list[Moved]()
    for place, day in enumerate(days):
        if place == EMPTY_MONTH:
            continue
        for number, client in enumerate(clients):
            if random.random() < (0.85 if number < 2 else 0.4):
                minor = random.randrange(800_000, 9_000_000) // (1 + number)
                found.append(Moved(day, "RUB", Side.INCOME, True, client.lower(), client, minor, 0, 1))  # noqa: FBT003 a row's value
        spent = random.randrange(500_000, 4_000_000)
        found.append(Moved(day, "RUB", Side.EXPENSE, True, None, None, 0, spent, 3))  # noqa: FBT003 as above
    last = days[-1]
    found += [
        Moved(last, "RUB", Side.INCOME, False, clients[0].lower(), clients[0], 4_500_000, 0, 1),  # noqa: FBT003 as above
        Moved(last, "RUB", Side.UNSORTED, True, None, None, 120_000, 45_050, 4),  # noqa: FBT003 as above
        Moved(last, "RUB", Side.NOT_COUNTED, True, "income.interest", None, 31_415, 0, 1),  # noqa: FBT003 as above
        Moved(last, "EUR", Side.INCOME, True, "acme", "Acme GmbH", 125_000, 0, 1),  # noqa: FBT003 as above
    ]
    return found


def _accounts(language: str, days: list[date], ends_on: date, *, is_hard: bool) -> list[Account]:
    words = {"ru": ("Расчётный счёт", "Банк «Берег»", "Наличные"), "en": ("Business account", "Shore Bank", "Cash")}
    name, bank, cash = words[language]
    gaps = (Span(first=days[3], last=days[3] + 4 * DAY), Span(first=ends_on - 8 * DAY, last=ends_on - 8 * DAY))
    whole = (Span(first=days[0], last=ends_on),)
    accounts = [_account(name, bank, "4312", gaps if is_hard else ())]
    if is_hard:
        accounts.append(_account(cash, None, None, whole, is_by_hand=True))
    return accounts


def _account(
    name: str, bank: str | None, ending: str | None, gaps: tuple[Span, ...], *, is_by_hand: bool = False
) -> Account:
    return Account(
        name=name,
        bank=bank,
        ending=ending,
        currency="RUB",
        paid_in=154_245_678,
        paid_out=98_345_611,
        opening=None if is_by_hand else 1_200_050,
        closing=None if is_by_hand else 1_200_050 + 154_245_678 - 98_345_611,
        gaps=gaps,
        is_by_hand=is_by_hand,
    )
