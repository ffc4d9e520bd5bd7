import asyncio
from datetime import timedelta

import pytest

from core.accounts.delete_transaction import delete_transaction
from core.documents.errors import PaymentCoveredError
from core.documents.matching.models import MatchStatus
from core.errors import NotFoundError
from core.ids import new_id
from core.money import MoneyError
from core.ports.document_reader import DocumentKind
from core.ports.receipt_matcher import MatchKind
from tests.core.documents.matching.papers import CLOCK, DAY, Desk

CONFIRMED, REJECTED = MatchStatus.CONFIRMED, MatchStatus.REJECTED


async def test_a_rejected_pair_never_comes_again(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    receipt = await desk.send("1437.82")
    await desk.match()
    row = await desk.decide(receipt, payment, belongs=False)
    assert (row.status, row.decided_at) == (REJECTED, CLOCK.now())
    for _ in range(2):
        assert await desk.match() == 0
        assert await desk.says() == {(receipt, payment, REJECTED)}


async def test_a_confirmed_pair_stays_whatever_comes(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    receipt = await desk.send("1437.82")
    await desk.match()
    await desk.decide(receipt, payment, belongs=True)
    twin = await desk.pay("1437.82")
    other = await desk.send("1437.82")
    await desk.match()
    says = await desk.says()
    assert (receipt, payment, CONFIRMED) in says
    assert {document for document, tied, _ in says if tied == twin} == {other}
    assert await desk.overdrawn() == []


async def test_who_is_confirmed_leaves_nothing_of_the_payment_to_rivals(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    receipts = [await desk.send("1437.82"), await desk.send("1437.82")]
    await desk.match()
    assert await desk.says() == {(receipt, payment, MatchStatus.SUGGESTED) for receipt in receipts}
    await desk.decide(receipts[0], payment, belongs=True)
    assert await desk.says() == {(receipts[0], payment, CONFIRMED)}
    with pytest.raises(PaymentCoveredError):
        await desk.link(receipts[1], payment)
    assert await desk.match() == 0


async def test_by_hand_a_part_is_tied_and_the_rest_is_left_to_others(desk: Desk) -> None:
    payment = await desk.pay("9000.00", text="MARKETPLACE")
    first, second = await desk.send("4000.00", merchant="Один"), await desk.send("5000.00", merchant="Два")
    assert (await desk.link(first, payment)).amount_minor == 400_000
    with pytest.raises(PaymentCoveredError):
        await desk.link(second, payment, "5000.01")
    with pytest.raises(MoneyError):
        await desk.link(second, payment, "0")
    row = await desk.link(second, payment)
    assert (row.amount_minor, row.kind, row.status) == (500_000, MatchKind.BY_HAND, CONFIRMED)
    assert await desk.overdrawn() == []


async def test_an_act_is_tied_beside_the_receipt_with_an_amount_of_nothing(desk: Desk) -> None:
    payment = await desk.pay("9000.00")
    await desk.link(await desk.send("9000.00"), payment)
    row = await desk.link(await desk.send("9000.00", kind=DocumentKind.ACT), payment)
    assert row.amount_minor == 0
    assert await desk.overdrawn() == []


async def test_untied_by_hand_is_remembered_and_can_be_tied_again(desk: Desk) -> None:
    payment, receipt = await desk.pay("1437.82"), await desk.send("1437.82")
    await desk.link(receipt, payment)
    await desk.link(receipt, payment)
    assert (await desk.unlink(receipt, payment)).status is REJECTED
    assert await desk.match() == 0
    assert (await desk.link(receipt, payment)).status is CONFIRMED
    assert len(await desk.rows()) == 1


async def test_nothing_is_decided_of_what_is_not_there(desk: Desk) -> None:
    payment, receipt = await desk.pay("1437.82"), await desk.send("1437.82")
    with pytest.raises(NotFoundError):
        await desk.unlink(receipt, payment)
    with pytest.raises(NotFoundError):
        await desk.link(receipt, new_id())
    with pytest.raises(NotFoundError):
        await desk.link(new_id(), payment)
    assert await desk.rows() == []


async def test_a_payment_taken_out_of_the_books_frees_its_receipt(desk: Desk) -> None:
    payment, receipt = await desk.pay("1437.82"), await desk.send("1437.82")
    await desk.match()
    async with desk.platform.database.unit_of_work(desk.user_id) as uow:
        await delete_transaction(uow, CLOCK, payment)
    again = await desk.pay("1437.82", DAY + timedelta(days=1))
    await desk.match()
    assert await desk.says() == {(receipt, again, MatchStatus.AUTOMATIC)}


async def test_two_who_confirm_at_once_do_not_give_one_payment_away_twice(desk: Desk) -> None:
    payment = await desk.pay("1437.82")
    receipts = [await desk.send("1437.82") for _ in range(4)]
    answers = await asyncio.gather(
        *(desk.link(receipt, payment) for receipt in receipts), desk.match(), desk.match(), return_exceptions=True
    )
    assert sum(isinstance(answer, PaymentCoveredError) for answer in answers) == 3
    assert await desk.overdrawn() == []
    assert [row.status for row in await desk.rows()] == [CONFIRMED]
