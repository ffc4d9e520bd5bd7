"""A receipt for the demo person, drawn by ourselves."""

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFont

LINES: Final = (
    ("NORDLICHT COFFEE HOUSE", ""),
    ("12 Harbour Street, Bristol", ""),
    ("VAT GB 123 4567 82", ""),
    ("", ""),
    ("Receipt No. 004217", "14/10/2026"),
    ("", ""),
    ("Flat white x2", "7.60"),
    ("Almond croissant", "3.40"),
    ("Coffee beans 250 g", "11.50"),
    ("", ""),
    ("TOTAL GBP", "22.50"),
    ("Card **** 4411", "22.50"),
    ("", ""),
    ("Thank you", ""),
)
WIDTH: Final = 900
LINE_HEIGHT: Final = 62
MARGIN: Final = 60


def draw_receipt() -> bytes:
    """A PNG that OCR can read."""
    image = Image.new("L", (WIDTH, 2 * MARGIN + LINE_HEIGHT * len(LINES)), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(40)
    for number, (left, right) in enumerate(LINES):
        y = MARGIN + number * LINE_HEIGHT
        draw.text((MARGIN, y), left, font=font, fill=20)
        draw.text((WIDTH - MARGIN, y), right, font=font, fill=20, anchor="ra")
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()
