from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ml.documents.assemble_rows import assemble_rows
from ml.documents.check_vat_number import has_valid_vat_check
from ml.documents.extract_tax_amounts import extract_tax_amounts
from ml.documents.parse_date import dates_in
from ml.documents.rapid_ocr import side_for
from ml.documents.reader import load_reader
from ml.documents.repair_words import repair_words
from ml.documents.sheet import Sheet
from ml.documents.spell_lines import Spelt
from ml.documents.text_line import Box, TextLine, joined, lines_of
from tests.fixtures.documents.picture import encoded
from tests.fixtures.documents.receipts import draw_english_receipt
from tests.fixtures.documents.varied import varied


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def test_boxes_become_rows_also_on_tilted_paper() -> None:
    tilt = np.array([[np.cos(0.05), np.sin(0.05)], [-np.sin(0.05), np.cos(0.05)]], np.float32)
    boxes = [
        one @ tilt for one in (box(0, 40, 200, 60), box(0, 0, 200, 20), box(500, 0, 600, 20), box(210, 40, 300, 60))
    ]
    spelt = [Spelt(text, 0.9, 5) for text in ("second", "first", "1.00", "line")]
    assert [line.text for line in assemble_rows(boxes, spelt, 0)] == ["first\t1.00", "second line"]


def test_what_was_hardly_read_is_left_out() -> None:
    assert assemble_rows([box(0, 0, 50, 10)], [Spelt("?", 0.2, 5)], 0) == []


def test_a_photographed_invoice_is_read_with_places() -> None:
    content, truth = varied("Rechnung", 3, degraded=True)
    read = load_reader().read(content, "photo.jpg")
    assert read.engine.startswith("rapidocr ")
    assert (read.fields["total"].value, read.fields["date"].value) == (f"{truth.total:.2f}", truth.date.isoformat())
    assert read.fields["merchant"].value == truth.merchant
    total, merchant = read.fields["total"].box, read.fields["merchant"].box
    assert total is not None
    assert merchant is not None
    assert merchant.y < total.y < 1
    assert [len(boxes) for boxes in read.line_boxes] == [len(text.split("\n")) for text in read.page_texts]


@pytest.mark.parametrize("sort", ["Rechnung", "счёт"])
def test_shadows_of_a_photograph_are_not_small_letters(sort: str) -> None:
    pages = [varied(sort, 70_000, degraded=is_photograph)[0] for is_photograph in (False, True)]
    drawn, photographed = (side_for(np.asarray(Image.open(BytesIO(page)).convert("L"))) for page in pages)
    assert photographed == pytest.approx(drawn, rel=0.15)  # the photograph has a margin around


@pytest.mark.parametrize("turns", [2, 3])
def test_a_page_is_turned_upright_and_places_are_those_of_the_page_handed_in(turns: int) -> None:
    picture, truth = draw_english_receipt(4)
    read = load_reader().read(encoded(np.ascontiguousarray(np.rot90(picture, turns)), ".png"), "turned.png")
    assert read.fields["total"].value == f"{truth.total:.2f}"
    place = read.fields["merchant"].box
    assert place is not None
    # The heading is at the bottom of a page on its head, and at the right edge of one turned three quarters left.
    assert (place.y if turns == 2 else place.x) > 0.7


@given(st.integers(0, 3), st.floats(-5, 5), st.integers(0, 40), st.integers(0, 40))
def test_places_come_back_through_every_change(turns: int, degrees: float, left: int, top: int) -> None:
    sheet = Sheet.of(np.full((200, 100), 255, np.uint8))
    changed = sheet.turned(degrees).quarter_turned(turns).cropped(left, top, 90, 90)
    point = np.array([30.0, 120.0, 1.0])
    there = np.linalg.inv(changed.back) @ sheet.back @ point
    (line,) = changed.placed([TextLine("a", box=Box(float(there[0]), float(there[1]), 0, 0))])
    assert line.box is not None
    assert (round(line.box.left, 6), round(line.box.top, 6)) == (0.3, 0.6)


def test_a_value_has_the_place_of_its_words() -> None:
    line = joined([("Total", Box(0.1, 0.5, 0.2, 0.02)), ("12.50", Box(0.8, 0.5, 0.1, 0.02))], ["\t"], 1.0, 0)
    place = line.place(6, 11)
    assert place is not None
    assert (place.page, place.x, place.w) == (1, 0.8, 0.1)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Tetal Amt", "total Amt"),
        ("Rounding Adjustrrent:", "Rounding adjustment:"),
        ("ИТОГОВ", "ИТОГОВ"),
        ("Paper", "Paper"),
    ],
)
def test_keywords_are_repaired(read: str, right: str) -> None:
    assert repair_words(read).lower() in {right.lower(), "итого"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Date 03/02/201815:28", "2018-02-03"),
        ("08/02/20173:43:01 PM", "2017-02-08"),
        ("#19536001/06/2018 6:31", "2018-06-01"),
    ],
)
def test_dates_glued_to_other_digits(text: str, day: str) -> None:
    assert [found.value.isoformat() for found in dates_in(text)] == [day]


@pytest.mark.parametrize(
    ("number", "is_right"),
    [("DE136695976", True), ("DE136695977", False), ("GB999999973", True), ("GB999999974", False),
     ("ATU13585627", True),
     ("ATU13585628", False), ("BE0428759497", True), ("BE0428759498", False), ("FR83404833048", True)],
)  # fmt: skip
def test_vat_numbers_are_checked(number: str, is_right: bool) -> None:
    assert has_valid_vat_check(number) is is_right


def test_tax_is_surer_where_rate_and_total_explain_it() -> None:
    (tax,) = extract_tax_amounts(lines_of("ИТОГ 120.00\nСумма НДС 20% 20.00"), None, "ru")
    assert (tax.rate, tax.amount, tax.confidence) == ("20", "20.00", 0.7)
    from decimal import Decimal  # noqa: PLC0415 - this test's alone

    (sure,) = extract_tax_amounts(lines_of("Сумма НДС 20% 20.00"), Decimal(120), "ru")
    assert sure.confidence == 0.95
