"""The first partners and offers. They are invented: real ones are managed by partners themselves."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.marketplace.eligibility import CriterionKind, Earned, Eligibility, MonthsOfBooks, OneOf
from core.marketplace.models import LeadField, OfferRow, OfferState, PartnerKind, PartnerRow

_PARTNERS: Final[list[dict[str, Any]]] = [
    {
        "slug": "ledgerly",
        "name": "Ledgerly",
        "kind": PartnerKind.ACCOUNTING,
        "about_en": "Accountants for self-employed people and small firms.",
        "about_ru": "Бухгалтеры для самозанятых и небольших компаний.",
    },
    {
        "slug": "steady-cover",
        "name": "Steady Cover",
        "kind": PartnerKind.INSURANCE,
        "about_en": "Insurance against lost income.",
        "about_ru": "Страхование от потери дохода.",
    },
    {
        "slug": "north-credit",
        "name": "North Credit",
        "kind": PartnerKind.LENDING,
        "about_en": "Loans that look at income, not at payslips.",
        "about_ru": "Кредиты по доходу, а не по справке с работы.",
    },
    {
        "slug": "plain-terms",
        "name": "Plain Terms",
        "kind": PartnerKind.LEGAL,
        "about_en": "Lawyers who read contracts with clients.",
        "about_ru": "Юристы, которые читают договоры с заказчиками.",
    },
]
_CURRENCIES: Final = OneOf(kind=CriterionKind.BASE_CURRENCY, among=("RUB", "EUR", "GBP", "USD"))
_OFFERS: Final[list[tuple[str, Eligibility, dict[str, Any]]]] = [
    (
        "ledgerly",
        Eligibility(criteria=(_CURRENCIES,)),
        {
            "slug": "first-review",
            "title_en": "A first review of your books",
            "title_ru": "Первый разбор вашего учёта",
            "summary_en": "An hour with an accountant, free of charge.",
            "summary_ru": "Час с бухгалтером, бесплатно.",
            "requested_fields": [LeadField.NAME.value, LeadField.EMAIL.value],
        },
    ),
    (
        "steady-cover",
        Eligibility(criteria=(_CURRENCIES, MonthsOfBooks(kind=CriterionKind.MONTHS_OF_BOOKS, months=3))),
        {
            "slug": "income-cover",
            "title_en": "Cover for months without orders",
            "title_ru": "Защита на месяцы без заказов",
            "summary_en": "Pays when an illness keeps you from working.",
            "summary_ru": "Выплата, когда болезнь не даёт работать.",
            "requested_fields": [LeadField.NAME.value, LeadField.EMAIL.value, LeadField.BASE_CURRENCY.value],
        },
    ),
    (
        "north-credit",
        Eligibility(
            criteria=(
                OneOf(kind=CriterionKind.BASE_CURRENCY, among=("RUB",)),
                Earned(kind=CriterionKind.MONTHLY_INCOME, months=6, least_minor=60_000_00, currency="RUB"),
            )
        ),
        {
            "slug": "working-capital",
            "title_en": "Working capital up to a year",
            "title_ru": "Оборотные средства до года",
            "summary_en": "Decided on your income report.",
            "summary_ru": "Решение по вашему отчёту о доходах.",
            "requested_fields": [LeadField.NAME.value, LeadField.EMAIL.value, LeadField.MONTHLY_INCOME.value],
        },
    ),
    (
        "plain-terms",
        Eligibility(criteria=(OneOf(kind=CriterionKind.COUNTRY, among=("RU", "GB", "DE", "US")),)),
        {
            "slug": "contract-check",
            "title_en": "A contract with a client, checked",
            "title_ru": "Проверка договора с заказчиком",
            "summary_en": "A lawyer reads it and marks what to change.",
            "summary_ru": "Юрист прочтёт его и отметит, что изменить.",
            "requested_fields": [LeadField.NAME.value, LeadField.EMAIL.value, LeadField.COUNTRY.value],
        },
    ),
]


async def seed_marketplace(uow: UnitOfWork) -> None:
    """Add the partners and offers that are not there yet. Needs the system role.

    An offer of before that says of no eligibility gets it, and is shown again; what a partner changed stays.
    """
    await uow.session.execute(
        insert(PartnerRow)
        .values([{"id": new_id(), **partner} for partner in _PARTNERS])
        .on_conflict_do_nothing(index_elements=["slug"])
    )
    ids: dict[str, UUID] = {
        row.slug: row.id for row in await uow.session.execute(select(PartnerRow.slug, PartnerRow.id))
    }
    for slug, eligibility, offer in _OFFERS:
        shown = {
            "eligibility": eligibility.model_dump(mode="json"),
            "requested_fields": offer["requested_fields"],
            "state": OfferState.PUBLISHED,
            "published_at": func.now(),
        }
        await uow.session.execute(
            insert(OfferRow)
            .values(id=new_id(), partner_id=ids[slug], **{**offer, **shown})
            .on_conflict_do_update(
                index_elements=["partner_id", "slug"],
                set_=shown,
                where=func.jsonb_array_length(OfferRow.eligibility["criteria"]) == 0,
            )
        )
