"""The PDF: what it says, in both languages, and that it is PDF/A."""

import re
import string
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reports.figures import ReportFigures
from core.reports.paper.page_data import PaperFrame, round_up
from core.reports.paper.print_report import print_report
from core.reports.paper.printable import FONT_HAS, printable
from core.reports.paper.show import show_amount, show_share
from core.reports.paper.words import WORDS
from tests.support.made_figures import made_figures

MADE = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CODE = "7K3M9QX2V8RT4WPNC6H1DZB5YFJ0"
ADDRESS = "https://solvent.example/verify"


def _printed(figures: ReportFigures, language: str) -> bytes:
    return print_report(figures, PaperFrame(language, MADE, MADE + timedelta(days=180), CODE, ADDRESS))


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_text_holds_the_figures(language: str) -> None:
    figures = made_figures(language, 12)
    text = _text(_printed(figures, language))
    totals, words = figures.totals, WORDS[language]
    amounts = (
        totals.income.confirmed,
        totals.income.estimated,
        totals.expenses.confirmed,
        totals.profit.confirmed,
        figures.income.mean_12,
        figures.income.median,
        figures.profit.trailing_3,
        figures.accounts[0].closing,
        *(month.income.confirmed for month in figures.months),
    )
    for amount in amounts:
        assert amount is not None
        assert " ".join(show_amount(amount, "RUB", language).split()) in text
    for key in ("title", "is_not_title", "check_title", "gaps_title", "method_title"):
        assert words[key] in text
    assert "7K3M-9QX2-V8RT-4WPN-C6H1-DZB5-YFJ0" in text
    last = words["page"].format(page=3, pages=3)
    assert last in text
    assert "*4312" in text


def test_the_code_of_the_picture_leads_to_the_check() -> None:
    document = pypdfium2.PdfDocument(_printed(made_figures("ru", 6), "ru"))
    page = document[0].render(scale=2).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [f"{ADDRESS}/{CODE}"]
    document.close()


def test_hard_names_are_data_and_never_markup() -> None:
    text = _text(_printed(made_figures("ru", 24, is_hard=True), "ru"))
    assert "=SUM(A1) #emph[x] $x$ \\u{41} https://a.example" in text.replace("\u200b", "")
    assert WORDS["ru"]["gaps_warning"].replace(" ", "") in text.replace(" ", "")
    assert "01.02.2025 — 05.02.2025" in text
    assert WORDS["ru"]["by_hand"] in text


def test_no_income_is_said() -> None:
    text = _text(_printed(made_figures("en", 6, has_income=False), "en"))
    assert WORDS["en"]["nobody"] in text
    assert show_share(None, "en") in text


def test_the_same_figures_are_the_same_bytes() -> None:
    assert _printed(made_figures("en", 12), "en") == _printed(made_figures("en", 12), "en")


def test_it_is_an_archive_pdf_with_its_fonts_inside() -> None:
    """What a validator looks at first; veraPDF itself was run on these pages (docs/reports.md)."""
    pdf = _printed(made_figures("ru", 24, is_hard=True), "ru")
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"/GTS_PDFA1" in pdf
    assert re.search(rb"/S\s*/Transparency", pdf) is None or b"/OutputIntents" in pdf
    assert b"/Encrypt" not in pdf
    assert b"/JavaScript" not in pdf


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_name_can_be_printed(name: str) -> None:
    shown = printable(name)
    assert len(shown.replace("\u200b", "")) <= 90
    figures = made_figures("en", 6, has_income=False).model_copy(update={"holder": name})
    assert _printed(figures, "en").startswith(b"%PDF")


def test_every_character_that_is_let_through_is_in_the_font() -> None:
    signs = [chr(point) for first, last in FONT_HAS for point in range(first, last + 1)]
    words = ["".join(signs[place : place + 60]) for place in range(0, len(signs), 60)]
    sources = tuple(made_figures("en", 6).sources[0].model_copy(update={"name": word}) for word in words)
    for place in range(0, len(sources), 20):
        shown = made_figures("en", 6).model_copy(update={"sources": sources[place : place + 20]})
        assert _printed(shown, "en").startswith(b"%PDF")


def test_both_languages_say_the_same() -> None:
    assert WORDS["ru"].keys() == WORDS["en"].keys()
    for key, text in WORDS["en"].items():
        fields = [{name for _, name, *_ in string.Formatter().parse(one) if name} for one in (text, WORDS["ru"][key])]
        assert fields[0] == fields[1], key


@given(st.integers(0, 10**14), st.sampled_from([0, 2, 3]))
def test_the_tallest_bar_fills_most_of_the_chart_and_its_lines_are_whole(tallest: int, exponent: int) -> None:
    top, whole = round_up(tallest, exponent), 10**exponent
    assert top >= tallest
    assert top % (4 * whole) == 0
    assert tallest * 5 > top * 3 or top == 40 * whole
