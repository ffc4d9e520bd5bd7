"""Whole texts of documents through all extractors at once, and what each of them says about each text."""

from dataclasses import dataclass, field

import pytest

from core.ports.document_reader import DocumentKind, FieldValue, LineItem
from ml.documents.extract_fields import Extracted, agree, extract_fields
from ml.documents.extract_line_items import extract_line_items
from ml.documents.text_line import lines_of
from tests.ml.documents import texts


@dataclass(frozen=True)
class Case:
    text: str
    kind: DocumentKind
    language: str
    fields: dict[str, str]
    items: list[LineItem] = field(default_factory=list)


CASES = {
    "russian_receipt": Case(
        texts.RUSSIAN_RECEIPT,
        DocumentKind.RECEIPT,
        "ru",
        {
            "merchant": 'ООО "Кофейня на углу"',
            "date": "2024-02-14",
            "total": "605.50",
            "currency": "RUB",
            "tax_id": "7707083893",
            "address": "г. Москва, ул. Лесная, д. 12",
            "number": "0152",
        },
        [LineItem("Капучино 0.3", "2", "420.00"), LineItem("Круассан с миндалём", "1", "185.50")],
    ),
    "russian_invoice": Case(
        texts.RUSSIAN_INVOICE,
        DocumentKind.INVOICE,
        "ru",
        {
            "merchant": "ИП Соколова Мария Петровна",
            "date": "2024-03-05",
            "total": "75001.00",
            "currency": "RUB",
            "tax_id": "500100732259",
            "number": "127-А",
        },
        [LineItem("Разработка сайта", "1", "50000.00"), LineItem("Настройка рекламы", "2", "25001.00")],
    ),
    "russian_act": Case(
        texts.RUSSIAN_ACT,
        DocumentKind.ACT,
        "ru",
        {
            "merchant": "ООО «Северный ветер»",
            "date": "2024-01-31",
            "total": "18000.00",
            "currency": "RUB",
            "number": "15",
        },
        [LineItem("Дизайн логотипа", "1", "18000.00")],
    ),
    "english_receipt": Case(
        texts.ENGLISH_RECEIPT,
        DocumentKind.RECEIPT,
        "en",
        {
            "merchant": "GREENFIELD COFFEE LTD",
            "date": "2023-11-07",
            "total": "10.25",
            "currency": "GBP",
            "tax_id": "GB123456789",
            "address": "3 Castle Street, Leeds LS2 7QA",
            "number": "88213",
        },
        [LineItem("Flat white", "2", "7.00"), LineItem("Banana bread", "1", "3.25")],
    ),
    "english_invoice": Case(
        texts.ENGLISH_INVOICE,
        DocumentKind.INVOICE,
        "en",
        {
            "merchant": "Harbour Design LLC",
            "date": "2024-03-04",
            "total": "1558.80",
            "currency": "USD",
            "address": "120 Main Street, Austin, TX 78701",
            "number": "INV-2024-031",
        },
        [LineItem("Website design", None, "1200.00"), LineItem("Hosting, one year", None, "240.00")],
    ),
    "german_invoice": Case(
        texts.GERMAN_INVOICE,
        DocumentKind.INVOICE,
        "de",
        {
            "merchant": "Müller Design GmbH",
            "date": "2024-03-05",
            "total": "1471.49",
            "currency": "EUR",
            "tax_id": "DE136695976",
            "address": "Gartenstraße 5, 10115 Berlin",
            "number": "RE-2024-017",
        },
        [LineItem("Webentwicklung", "12", "1080.00"), LineItem("Wartung Server", "1", "156.55")],
    ),
    "malaysian_receipt": Case(
        texts.MALAYSIAN_RECEIPT,
        DocumentKind.RECEIPT,
        "en",
        {
            "merchant": "PASAR RAYA MAJU (SEMENYIH) SDN BHD",
            "date": "2018-07-03",
            "total": "30.45",
            "currency": "MYR",
            "tax_id": "000746659840",
            "address": "NO 24, 25 & 26, JALAN BUNGA RAYA 4, 43500 SEMENYIH, SELANGOR",
            "number": "01-283886",
        },
        [LineItem("MILO 1KG", None, "18.90"), LineItem("EGGS 30S", None, "11.54")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_kind_language_fields_and_items(name: str) -> None:
    case = CASES[name]
    extracted = extract_fields(lines_of(case.text))
    assert extracted.kind is case.kind
    assert extracted.language == case.language
    found = {key: value.value for key, value in extracted.fields.items()}
    assert {key: found.get(key) for key in case.fields} == case.fields
    assert list(extracted.line_items) == case.items
    assert all(0 <= value.confidence <= 1 for value in extracted.fields.values())


def test_items_that_sum_to_the_total_make_it_sure() -> None:
    extracted = extract_fields(lines_of(texts.ENGLISH_RECEIPT))
    assert extracted.fields["total"].confidence >= 0.97
    assert list(extracted.warnings) == []


def test_items_that_sum_to_the_amount_before_tax_are_no_warning() -> None:
    assert list(extract_fields(lines_of(texts.ENGLISH_INVOICE)).warnings) == []
    assert list(extract_fields(lines_of(texts.GERMAN_INVOICE)).warnings) == []


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Хлеб ДАРНИЦКИЙ 700г\n45.50 *2 =91.00", LineItem("Хлеб ДАРНИЦКИЙ 700г", "2", "91.00")),
        ("Сыр 0,540 кг x 900.00 =486.00", LineItem("Сыр", "0.540", "486.00")),
        ("PILLAR SINK TAP\n9074624 1X 19.90 19.90", LineItem("PILLAR SINK TAP", "1", "19.90")),
        ("2 Latte 3.50 7.00", LineItem("Latte", "2", "7.00")),
        ("MILO 1KG 18.90 SR", LineItem("MILO 1KG", None, "18.90")),
    ],
)
def test_shapes_of_an_item(line: str, item: LineItem) -> None:
    assert extract_line_items(lines_of(f"{line}\nTOTAL 999.00"), "ru" if "=" in line else "en") == [item]


def test_a_line_of_units_only_is_no_item() -> None:
    assert extract_line_items(lines_of("MILCH 1,19 B\n2 Stk x 0,89\nJOGHURT 1,78 B\nSUMME 2,97"), "de") == [
        LineItem("MILCH", None, "1.19"),
        LineItem("JOGHURT", None, "1.78"),
    ]


def test_items_that_do_not_sum_to_the_total_are_a_warning() -> None:
    extracted = extract_fields(lines_of(texts.RUSSIAN_RECEIPT.replace("=420.00", "=430.00")))
    assert extracted.fields["total"].value == "605.50"
    assert list(extracted.warnings) == ["The lines sum to 615.50, the total is 605.50."]


def test_nothing_is_made_up_for_an_empty_page() -> None:
    extracted = extract_fields([])
    assert extracted == Extracted(DocumentKind.OTHER, "und", {}, [], [])


def reading(**fields: tuple[str, float]) -> Extracted:
    values = {name: FieldValue(value, confidence) for name, (value, confidence) in fields.items()}
    return Extracted(DocumentKind.RECEIPT, "en", values, [], [])


def test_readings_that_agree_outvote_a_surer_one_that_does_not() -> None:
    agreed = agree([reading(total=("15.90", 0.6)), reading(total=("16.90", 0.7)), reading(total=("15.90", 0.6))])
    assert agreed.fields["total"] == FieldValue("15.90", 0.75)


def test_names_agree_whatever_their_case_and_the_surest_spelling_wins() -> None:
    agreed = agree([reading(merchant=("Moon Cake House", 0.5)), reading(merchant=("MOON CAKE HOUSE.", 0.6))])
    assert agreed.fields["merchant"] == FieldValue("MOON CAKE HOUSE.", 0.72)


def test_a_field_of_one_reading_is_kept() -> None:
    agreed = agree([reading(), reading(date=("2024-01-02", 0.5))])
    assert agreed.fields == {"date": FieldValue("2024-01-02", 0.5)}


def test_items_come_from_a_reading_with_the_agreed_total_whose_sum_is_right() -> None:
    items = [LineItem("Tea", None, "15.90")]
    wrong = Extracted(DocumentKind.RECEIPT, "en", {"total": FieldValue("16.90", 0.4)}, items, [])
    unfit = Extracted(DocumentKind.RECEIPT, "en", {"total": FieldValue("15.90", 0.8)}, items * 2, ["The lines …"])
    right = Extracted(DocumentKind.RECEIPT, "en", {"total": FieldValue("15.90", 0.8)}, items, [])
    agreed = agree([wrong, unfit, right])
    assert (agreed.line_items, agreed.warnings) == (items, [])
    assert agree([wrong, unfit]).warnings == ["The lines …"]
