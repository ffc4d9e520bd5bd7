"""What deadlines are called in Russian, by the part of their key before the period."""

from typing import Final

from core.taxes.rules.deadline import Deadline

RUSSIAN: Final = {
    "npd.payment": "Налог на профессиональный доход",
    "usn.advance": "Аванс по УСН",
    "usn.notice": "Уведомление об исчисленном авансе",
    "usn.payment": "Налог по УСН за год",
    "usn.declaration": "Декларация по УСН",
    "contributions.fixed": "Фиксированные страховые взносы",
    "contributions.above": "Страховые взносы 1 %",
    "patent.third": "Стоимость патента, первая треть",
    "patent.rest": "Стоимость патента",
    "self_assessment.register": "Регистрация в Self Assessment",
    "self_assessment.paper_return": "Декларация Self Assessment на бумаге",
    "self_assessment.return": "Декларация Self Assessment через интернет",
    "self_assessment.on_account_1": "Первый аванс (payment on account)",
    "self_assessment.on_account_2": "Второй аванс (payment on account)",
    "self_assessment.balancing": "Остаток налога за год (balancing payment)",
    "mtd.update_1": "Квартальный отчёт Making Tax Digital, первый",
    "mtd.update_2": "Квартальный отчёт Making Tax Digital, второй",
    "mtd.update_3": "Квартальный отчёт Making Tax Digital, третий",
    "mtd.update_4": "Квартальный отчёт Making Tax Digital, четвёртый",
    "income_tax.prepayment": "Аванс по подоходному налогу",
    "income_tax.return": "Декларация по подоходному налогу",
    "income_tax.extended_return": "Декларация по подоходному налогу, продлённый срок",
    "income_tax.final": "Остаток подоходного налога за год",
    "estimated_tax_1": "Аванс по налогу (1040-ES), первый",
    "estimated_tax_2": "Аванс по налогу (1040-ES), второй",
    "estimated_tax_3": "Аванс по налогу (1040-ES), третий",
    "estimated_tax_4": "Аванс по налогу (1040-ES), четвёртый",
    "vat.advance_filing": "Предварительная декларация по НДС",
    "vat.advance_payment": "Предварительный платёж по НДС",
    "vat.special_prepayment": "Особый аванс по НДС",
    "vat.return": "Годовая декларация по НДС",
}


def name_of(deadline: Deadline, locale: str) -> str:
    """The deadline's name in the person's language: Russian or English."""
    return RUSSIAN[deadline.key.partition("/")[0]] if locale.startswith("ru") else deadline.label
