from datetime import timedelta
from decimal import Decimal

from core.accounts.load_exchange_rates import load_rates
from core.adapters.wiring import Platform
from core.documents.matching.models import MatchStatus
from core.ports.document_reader import DocumentKind
from core.ports.rate_feed import Rate, RatePublisher
from core.ports.receipt_matcher import MatchKind
from tests.core.documents.matching.papers import DAY, Desk, open_desk
from tests.support.people import Person

AUTOMATIC, SUGGESTED = MatchStatus.AUTOMATIC, MatchStatus.SUGGESTED


async def test_a_receipt_is_tied_to_its_payment_and_nothing_changes_when_asked_again(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    await desk.pay("250", text="APTEKA 36.6")
    receipt = await desk.send("1437.82")
    assert await desk.match() == 1
    [row] = await desk.rows()
    assert (row.document_id, row.transaction_id, row.status) == (receipt, payment, AUTOMATIC)
    assert (row.kind, row.amount_minor, row.currency, row.group_id) == (MatchKind.EXACT, 143_782, "RUB", None)
    assert Decimal("0.9") < row.score <= 1
    await desk.match()
    assert [again.id for again in await desk.rows()] == [row.id]


async def test_nothing_is_tied_where_nothing_fits(desk: Desk) -> None:
    await desk.pay("1437.82", DAY + timedelta(days=40))
    await desk.pay("990", text="HOSTING")
    await desk.send("1437.82")
    await desk.send(None, merchant=None)
    await desk.send("5.00", kind=DocumentKind.CONTRACT)
    assert await desk.match() == 0


async def test_of_twins_nothing_is_tied_without_asking(desk: Desk) -> None:
    payments = {await desk.pay("1437.82"), await desk.pay("1437.82")}
    receipt = await desk.send("1437.82")
    await desk.match()
    assert await desk.says() == {(receipt, payment, SUGGESTED) for payment in payments}


async def test_a_twin_that_comes_later_makes_a_suggestion_of_a_link(desk: Desk) -> None:
    first = await desk.pay("1437.82")
    receipt = await desk.send("1437.82")
    await desk.match()
    assert await desk.says() == {(receipt, first, AUTOMATIC)}
    second = await desk.pay("1437.82")
    await desk.match()
    assert await desk.says() == {(receipt, first, SUGGESTED), (receipt, second, SUGGESTED)}


async def test_a_tip_is_offered_with_all_of_the_payment(desk: Desk) -> None:
    payment = await desk.pay("2530.00", text="RESTORAN ROMASHKA MOSCOW")
    receipt = await desk.send("2300.00", merchant="Ресторан Ромашка")
    await desk.match()
    [row] = await desk.rows()
    assert (row.document_id, row.transaction_id, row.kind, row.amount_minor) == (
        receipt,
        payment,
        MatchKind.TIP,
        253_000,
    )


async def test_a_foreign_receipt_is_found_by_the_rate_of_its_day(platform: Platform, desk: Desk) -> None:
    async with platform.database.system_unit_of_work() as uow:
        for code, rate in (("EUR", "1"), ("RUB", "97.5"), ("USD", "1.08")):
            await load_rates(uow, RatePublisher.ECB, [Rate(DAY, code, Decimal(rate))])
    near = await desk.pay("9912.40", text="SILVERLINE TOOLS BERLIN")
    await desk.pay("12000.00", text="SILVERLINE TOOLS BERLIN")
    receipt = await desk.send("100.00", merchant="Silverline Tools GmbH", currency="EUR")
    await desk.match()
    best = max(await desk.rows(), key=lambda row: row.score)
    assert (best.document_id, best.transaction_id, best.kind) == (receipt, near, MatchKind.EXCHANGED)
    assert best.amount_minor == 991_240


async def test_several_receipts_of_one_payment_come_as_a_sum(desk: Desk) -> None:
    payment = await desk.pay("5000.00", text="ROMASHKA MARKET")
    receipts = {await desk.send("1234.56"), await desk.send("3765.44")}
    await desk.send("777.00", merchant="Аптека")
    await desk.match()
    rows = [row for row in await desk.rows() if row.transaction_id == payment]
    assert {row.document_id for row in rows} == receipts
    assert {row.kind for row in rows} == {MatchKind.PART_OF_PAYMENT}
    assert sum(row.amount_minor for row in rows) == 500_000
    assert len({row.group_id for row in rows}) == 1
    assert await desk.overdrawn() == []


async def test_one_receipt_of_several_payments_comes_as_a_sum(desk: Desk) -> None:
    payments = {await desk.pay("1234.56"), await desk.pay("3765.44", DAY + timedelta(days=1))}
    receipt = await desk.send("5000.00")
    await desk.match()
    rows = [row for row in await desk.rows() if row.document_id == receipt]
    assert {row.transaction_id for row in rows} == payments
    assert {row.kind for row in rows} == {MatchKind.PART_OF_PAPER}


async def test_a_confirmed_sum_is_confirmed_whole(desk: Desk) -> None:
    payment = await desk.pay("5000.00", text="ROMASHKA MARKET")
    receipts = [await desk.send("1234.56"), await desk.send("3765.44")]
    await desk.match()
    await desk.decide(receipts[0], payment, belongs=True)
    assert await desk.says() == {(receipt, payment, MatchStatus.CONFIRMED) for receipt in receipts}
    await desk.match()
    assert await desk.overdrawn() == []


async def test_a_name_that_was_confirmed_ties_the_next_receipt(desk: Desk) -> None:
    payment = await desk.pay("812.35", text="BANKOVSKIY TERMINAL VESTA 99")
    receipt = await desk.send("790.00", merchant="ООО Хмель и Солод", tax_id="7701234567")
    await desk.link(receipt, payment)
    later = DAY + timedelta(days=5)
    second = await desk.pay("431.07", later, text="BANKOVSKIY TERMINAL VESTA 17")
    again = await desk.send("431.00", later, merchant="000 Хмелъ и Сопод", tax_id="7701234567")
    await desk.match()
    known = [row for row in await desk.rows() if row.document_id == again]
    assert [row.transaction_id for row in known] == [second]
    assert known[0].score > Decimal("0.5")


async def test_an_invoice_is_found_by_its_number(desk: Desk) -> None:
    paid_on = DAY + timedelta(days=25)
    payment = await desk.pay("30000.00", paid_on, text="Оплата по счёту 4711 от 10.03.2026. Без НДС")
    await desk.pay("30000.00", paid_on, text="Оплата по счёту 4712 от 11.03.2026. Без НДС")
    invoice = await desk.send("30000.00", merchant="ООО Вектор", kind=DocumentKind.INVOICE, number="4711")
    await desk.match()
    best = max((row for row in await desk.rows() if row.document_id == invoice), key=lambda row: row.score)
    assert best.transaction_id == payment


async def test_a_total_without_a_currency_is_compared_by_its_digits(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    receipt = await desk.send("1437.82", currency=None)
    await desk.match()
    assert [(row.document_id, row.transaction_id) for row in await desk.rows()] == [(receipt, payment)]


async def test_misread_days_and_totals_do_no_harm(desk: Desk) -> None:
    await desk.pay("1437.82")
    for total in ("NaN", "-5", "1E+30", "0.0000001", "x"):
        await desk.send(None, read_total=total)
    await desk.send("1437.82", DAY.replace(year=9999, month=12, day=31))
    await desk.send("1437.82", DAY.replace(year=1, month=1, day=1))
    await desk.match()
    assert AUTOMATIC not in {row.status for row in await desk.rows()}


async def test_somebody_else_s_payments_are_never_candidates(platform: Platform, desk: Desk, another: object) -> None:
    other: Person = await another()  # type: ignore[operator]
    assert other.user_id is not None
    theirs = await open_desk(platform, other.user_id)
    await theirs.pay("1437.82")
    await desk.send("1437.82")
    assert await desk.match() == 0
    assert await theirs.rows() == []
