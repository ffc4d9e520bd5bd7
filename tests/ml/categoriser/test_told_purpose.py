"""What a line says of itself: money for work, loans, interest, exchanges, by the direction of the money."""

import pytest

from core.ports.categoriser import Categoriser, DecidedBy, LabelledLine, Line
from ml.categoriser.clean_description import merchant_key
from ml.categoriser.knowledge_files import read_knowledge
from ml.categoriser.known_merchants import UnknownCategoryError
from ml.categoriser.told_purpose import load_purposes, read_purposes

IN, OUT = 1, -1


@pytest.mark.parametrize(
    ("line", "sign", "category"),
    [
        ("Оплата по договору 14/24 за разработку", IN, "income.services"),
        ("ОПЛАТА ПО СЧЁТУ № 7 ОТ 01.02.2026 ЗА ПОДДЕРЖКУ САЙТА. БЕЗ НДС", IN, "income.services"),
        ("Payment for invoice 2026-014", IN, "income.services"),
        ("Zahlung zu Rechnung 2026-014", IN, "income.services"),
        ("Oplata po dogovoru 3", IN, "income.services"),
        ("Оплата по договору аренды 5", IN, "income.rent"),
        ("Оплата по договору займа № 3", IN, "transfers.loans"),
        ("Возмещение по эквайрингу за 12.03", IN, "income.sales"),
        ("Выплата заработной платы за ноябрь", IN, "income.salary"),
        ("OZON.RU REFUND", IN, "income.refund"),
        ("Возврат товара по чеку 1234", IN, "income.refund"),
        ("Возврат займа по договору 7", IN, "transfers.loans"),
        ("Выплата процентов", IN, "income.interest"),
        ("Начисление процентов", IN, "income.interest"),
        ("Начисление процентов", OUT, "transfers.loans"),
        ("Погашение кредита 12345", OUT, "transfers.loans"),
        ("Единый налоговый платёж", OUT, "taxes.income_tax"),
        ("Страховые взносы на обязательное пенсионное страхование", OUT, "taxes.social"),
        ("Страховой взнос по договору 5", OUT, "family.insurance"),
        ("Аренда квартиры", OUT, "home.rent"),
        ("Перевод между своими счетами", IN, "transfers.own"),
        ("Перевод между своими счетами", OUT, "transfers.own"),
        ("Покупка 50.00 USD по курсу 94.71", OUT, "transfers.own"),
        ("CASH WITHDRAWAL HIGH ST", OUT, "transfers.cash"),
        ("Снятие наличных в банкомате 60012345", OUT, "transfers.cash"),
        ("Комиссия за обслуживание счета за март", OUT, "business.bank_fees"),
        ("Зачисление зарплаты", IN, "income.salary"),
    ],
)
def test_a_line_that_says_what_it_is_for(categoriser: Categoriser, line: str, sign: int, category: str) -> None:
    [proposal] = categoriser.propose([Line(line, sign * 100_00, "RUB")])
    assert (proposal.category, proposal.decided_by, proposal.accepted) == (category, DecidedBy.PURPOSE, True)


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("Оплата по счёту 77", OUT),  # whom, and for what, it does not say
        ("Погашение кредита", 0),
        ("AMAZON REFUND", OUT),
        ("AMAZON 20 USD по курсу 91.2", OUT),  # a purchase abroad
        ("Перевод по СБП. Спасибо за сайт", IN),
        ("Актив сервис", IN),
        ("", IN),
    ],
)
def test_a_line_that_does_not(line: str, sign: int) -> None:
    assert load_purposes().find(merchant_key(line), sign) is None


def test_a_merchant_and_a_correction_come_first(categoriser: Categoriser) -> None:
    line = Line("Оплата по договору 14/24", 100_00, "RUB")
    corrected = LabelledLine(Line("Оплата по договору 15/24", 50_00, "RUB"), "income.royalties")
    [proposal] = categoriser.propose([line], [corrected])
    assert (proposal.category, proposal.decided_by) == ("income.royalties", DecidedBy.CORRECTION)
    [proposal] = categoriser.propose([Line("ЯНДЕКС ТАКСИ комиссия за заказ", -100_00, "RUB")])
    assert proposal.decided_by is DecidedBy.MERCHANT


def test_every_phrase_is_found_where_it_stands() -> None:
    """Each names a category that there is, and cleaning a line leaves enough of it to be known by."""
    for purpose in read_purposes(read_knowledge("purposes.toml")):
        key = merchant_key(purpose.written.replace("…", ""))
        for sign in purpose.directions:
            found = load_purposes().find(key, sign)
            assert found is not None, purpose.written
            assert len(found.words) >= len(purpose.words), purpose.written


def test_a_category_that_is_not_there_is_told() -> None:
    with pytest.raises(UnknownCategoryError, match=r"income\.luck"):
        read_purposes({"in": {"income.luck": ["выигрыш*"]}})
