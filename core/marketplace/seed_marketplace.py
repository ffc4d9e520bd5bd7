"""The first partners and offers. They are invented: real ones are managed by partners themselves."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from core.db.uow import UnitOfWork
from core.ids import new_id
from core.marketplace.models import LeadField, OfferRow, PartnerKind, PartnerRow

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
]
_OFFERS: Final[list[tuple[str, dict[str, Any]]]] = [
    (
        "ledgerly",
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
        {
            "slug": "working-capital",
            "title_en": "Working capital up to a year",
            "title_ru": "Оборотные средства до года",
            "summary_en": "Decided on your income report.",
            "summary_ru": "Решение по вашему отчёту о доходах.",
            "requested_fields": [LeadField.NAME.value, LeadField.EMAIL.value, LeadField.BASE_CURRENCY.value],
        },
    ),
]


async def seed_marketplace(uow: UnitOfWork) -> None:
    """Add the partners and offers that are not there yet. Needs the system role."""
    await uow.session.execute(
        insert(PartnerRow)
        .values([{"id": new_id(), **partner} for partner in _PARTNERS])
        .on_conflict_do_nothing(index_elements=["slug"])
    )
    ids: dict[str, UUID] = {
        row.slug: row.id for row in await uow.session.execute(select(PartnerRow.slug, PartnerRow.id))
    }
    await uow.session.execute(
        insert(OfferRow)
        .values([{"id": new_id(), "partner_id": ids[slug], **offer} for slug, offer in _OFFERS])
        .on_conflict_do_nothing(index_elements=["partner_id", "slug"])
    )
