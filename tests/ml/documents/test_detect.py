"""Kind, language and currency of short texts."""

import pytest

from core.ports.document_reader import DocumentKind
from ml.documents.detect_currency import detect_currency
from ml.documents.detect_kind import detect_kind
from ml.documents.detect_language import detect_language
from ml.documents.text_line import lines_of
from tests.ml.documents import texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (texts.RUSSIAN_RECEIPT, DocumentKind.RECEIPT),
        (texts.RUSSIAN_INVOICE, DocumentKind.INVOICE),
        (texts.RUSSIAN_ACT, DocumentKind.ACT),
        (texts.GERMAN_INVOICE, DocumentKind.INVOICE),
        ("Bäckerei Korn\nSumme EUR 4,20\nBar 5,00\nRückgeld 0,80\nVielen Dank", DocumentKind.RECEIPT),
        ("Договор № 7 возмездного оказания услуг\nименуемый в дальнейшем Исполнитель", DocumentKind.CONTRACT),
        ("Service Agreement\nThis Agreement is made between the parties", DocumentKind.CONTRACT),
        ("Dienstleistungsvertrag\nDie Vertragsparteien vereinbaren", DocumentKind.CONTRACT),
        ("Выписка по счёту 40802810\nВходящий остаток 100,00\nИсходящий остаток 90,00", DocumentKind.STATEMENT),
        ("Statement of account\nOpening balance 100.00\nClosing balance 90.00", DocumentKind.STATEMENT),
        ("Kontoauszug Nr. 3\nAlter Kontostand 100,00", DocumentKind.STATEMENT),
        ("Инспекция ФНС России № 5\nТребование об уплате налога", DocumentKind.TAX_LETTER),
        ("HM Revenue & Customs\nYour Self Assessment", DocumentKind.TAX_LETTER),
        ("Finanzamt Berlin\nBescheid für 2023 über Einkommensteuer", DocumentKind.TAX_LETTER),
        ("Dear friend, thank you for the photos.", DocumentKind.OTHER),
        ("", DocumentKind.OTHER),
    ],
)
def test_kind(text: str, kind: DocumentKind) -> None:
    assert detect_kind(lines_of(text)) is kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ИТОГО к оплате 350.00", "ru"),
        ("Оплата Google Workspace за март", "ru"),
        ("Thank you for your visit, total 12.50", "en"),
        ("Vielen Dank für Ihren Einkauf", "de"),
        ("Rechnung Nr. 5 Summe 12,50", "de"),
        ("12.50 13/03/2018", "und"),
        ("XQZT WRTP LKJH", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("TOTAL £10.25", "en", "GBP"),
        ("Gesamt 12,50 EUR", "de", "EUR"),
        ("Total $12.50", "en", "USD"),
        ("ИТОГО 350 руб. 00 коп.", "ru", "RUB"),
        ("ИТОГ =350.00\nИНН 7707083893", "ru", "RUB"),
        ("Барлығы 1 200 ₸", "ru", "KZT"),
        ("Total RM 41.00\nCash RM 50.00", "en", "MYR"),
        ("Summe 4,20", "de", "EUR"),
    ],
)
def test_currency(text: str, language: str, code: str) -> None:
    found = detect_currency(lines_of(text), language)
    assert found is not None
    assert found.value == code


def test_no_currency_is_guessed_for_english() -> None:
    assert detect_currency(lines_of("TOTAL 10.25"), "en") is None


def test_written_signs_are_surer_than_a_language() -> None:
    written, guessed = detect_currency(lines_of("Summe 4,20 €"), "de"), detect_currency(lines_of("Summe 4,20"), "de")
    assert written is not None
    assert guessed is not None
    assert written.confidence > guessed.confidence
