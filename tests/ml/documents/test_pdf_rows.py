"""Letters of a PDF page become rows: turned ones apart, torn words whole, pages on their side upright."""

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from ml.documents.open_pdf import open_pdf

WIDTH, HEIGHT = 595.0, 842.0


def read(draw: Callable[[Canvas], None], turned: int = 0) -> list[tuple[str, float, float]]:
    """The rows of a page, and how far from its left and its top they begin."""
    file = io.BytesIO()
    canvas = Canvas(file, (WIDTH, HEIGHT))
    canvas.setPageRotation(turned)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    with open_pdf(file.getvalue()) as pdf:
        return [(line.text, line.box.left, line.box.top) for line in pdf.text_lines(0) if line.box is not None]


def test_a_note_along_the_edge_joins_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Summe 10,00")
        canvas.drawString(60, 600, "Zahlbetrag 12,00")
        canvas.rotate(90)
        canvas.drawString(580, -20, "Copyright of us")

    rows = [text for text, _, _ in read(draw)]
    assert rows == ["Summe 10,00", "Zahlbetrag 12,00", "Copyright of us"]


@pytest.mark.parametrize(("turned", "angle"), [(90, 90), (270, -90), (180, 180)])
def test_a_page_on_its_side_is_read_upright(turned: int, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        # The library lays the paper on its side itself.
        width, height = (WIDTH, HEIGHT) if turned == 180 else (HEIGHT, WIDTH)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(angle)
        canvas.drawString(-200, 200, "Rechnung Nr. 12")
        canvas.drawString(-200, 180, "Zahlbetrag 12,00")

    rows = read(draw, turned)
    assert [text for text, _, _ in rows] == ["Rechnung Nr. 12", "Zahlbetrag 12,00"]
    for _, left, top in rows:
        assert 0 < left < 0.5
        assert 0 < top < 0.5


def test_letters_set_wide_apart_make_no_words() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Helvetica", 10)
        text.setCharSpace(1.2)
        text.textOut("Verkäufer")
        text.setCharSpace(0)
        canvas.drawText(text)
        canvas.drawString(60, 650, "Ver")
        canvas.drawString(60 + canvas.stringWidth("Ver", "Helvetica", 10) + 1.3, 650, "käufer")
        canvas.drawString(60, 600, "Ver")
        canvas.drawString(60 + canvas.stringWidth("Ver", "Helvetica", 10) + 2.8, 600, "käufer")

    assert [text for text, _, _ in read(draw)] == ["Verkäufer", "Verkäufer", "Ver käufer"]
