"""The two papers that the browser test hands in: a year's statement of a bank nobody knows, and a receipt."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

DAYS = 360
RECEIPT_LINES = (
    "CORNER BOOKSHOP",
    "14 Harbour Street, Dublin",
    "Date: 12.03.2026",
    "Notebook A5         9.50",
    "Fountain pen       15.00",
    "TOTAL EUR          24.50",
    "Thank you for reading",
)


def write_statement(path: Path, last_day: date) -> int:
    """Write a CSV with a salary, rent and daily spending up to `last_day`. Returns how many rows it has."""
    rows = [row for back in range(DAYS, -1, -1) for row in _rows_of(last_day - timedelta(days=back))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Date", "Description", "Amount", "Currency"])
        writer.writerows(rows)
    return len(rows)


def _rows_of(day: date) -> list[tuple[str, str, str, str]]:
    movements: list[tuple[str, Decimal]] = []
    if day.day == 1:
        movements.append(("RENT OFFICE HARBOUR LTD", Decimal("-450.00")))
    if day.day == 10:
        movements.append(("INVOICE PAYMENT NORTHWIND GMBH", Decimal("2900.00")))
    if day.toordinal() % 3 == 0:
        movements.append(("SUPERVALU GROCERIES DUBLIN", Decimal(-20) - Decimal(day.day) / 4))
    return [(day.isoformat(), text, f"{amount:.2f}", "EUR") for text, amount in movements]


def draw_receipt(path: Path) -> None:
    """Draw a receipt as a sharp photo would show it: black on white, a line of type about 40 pixels high."""
    font = ImageFont.load_default(size=40)
    image = Image.new("RGB", (900, 110 + 70 * len(RECEIPT_LINES)), "white")
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(RECEIPT_LINES):
        pen.text((60, 60 + 70 * number), line, fill="black", font=font)
    image.save(path)
