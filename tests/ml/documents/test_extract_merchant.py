import pytest

from ml.documents.extract_address import extract_address
from ml.documents.extract_merchant import extract_merchant
from ml.documents.repair_name import repair_name
from ml.documents.text_line import TextLine, lines_of


@pytest.mark.parametrize(
    ("text", "merchant"),
    [
        ("ООО «Ромашка»\nИНН 7707083893\nКАССОВЫЙ ЧЕК", "ООО «Ромашка»"),
        ("КАССОВЫЙ ЧЕК\nИП Иванов И. И.\nИНН 500100732259", "ИП Иванов И. И."),
        ("Добро пожаловать!\nМагазин Продукты\nг. Пермь, ул. Мира, д. 5", "Магазин Продукты"),
        ("Счёт № 5\nПоставщик: ООО «Ромашка», ИНН 7707083893, 101000, г. Москва", "ООО «Ромашка»"),
        ("Акт № 5\nИсполнитель:\nИП Петров Пётр\nЗаказчик: ООО «Заря»", "ИП Петров Пётр"),
        ("Rechnung\nMüller Design GmbH\nGartenstraße 5", "Müller Design GmbH"),
        ("Invoice\nFrom: Harbour Design LLC\tBill to: Big Client Inc", "Harbour Design LLC"),
        ("3180303\nHON HWA HARDWARE TRADING\nCompany Reg. No. 001055194", "HON HWA HARDWARE TRADING"),
        ("AEON CO. (M) BHD. (126926-H)\n3 FLOOR, AEON TAMAN MALURI SC", "AEON CO. (M) BHD"),
        ("POPULAR BOOK\nCO. CM) SDN BHD\n(Co. No. 113825-W)", "POPULAR BOOK CO. (M) SDN BHD"),
        (
            "GARDEN BAKERIES SDN BHD (139386 X)\nTAX INVOICE\nDate: 1/2/2018\nFRESH MARKET SDN BHD",
            "GARDEN BAKERIES SDN BHD",
        ),
        ("99 SPEED MART S/B (519537-X)\nLOT P.T. 2811, JALAN ANGSA", "99 SPEED MART S/B"),
    ],
)
def test_names(text: str, merchant: str) -> None:
    found = extract_merchant(lines_of(text))
    assert found is not None
    assert found.value == merchant


def test_cells_of_a_row_stay_apart() -> None:
    for texts in (["Seller: Anna Schmidt\tBuyer: Big Client"], ["Seller:\tBuyer:", "Anna Schmidt\tBig Client"]):
        found = extract_merchant([TextLine(text) for text in texts])
        assert found is not None
        assert found.value == "Anna Schmidt"


def test_no_name_on_figures() -> None:
    assert extract_merchant(lines_of("12.50\n13/03/2018\n---")) is None


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("SUN WONG KUT SON BHO", "SUN WONG KUT SDN BHD"),
        ("SUPER.SEVEN CASH & CARRY SEN 3HD =) 8 oO", "SUPER.SEVEN CASH & CARRY SDN BHD"),
        ("MR. D.1.¥. (M) SDN BHD", "MR. D.I.Y. (M) SDN BHD"),
        ("HERO OISTRIBUTION", "HERO DISTRIBUTION"),
        ("f SYARIKAT PERNIAGAAN", "SYARIKAT PERNIAGAAN"),
        ("OOO «Ромашка", "ООО «Ромашка»"),
        ("Müller & Söhne Gmbh", "Müller & Söhne GmbH"),
        ("Weber GmbH & Co. KG", "Weber GmbH & Co. KG"),
        ("Harbour Books Ltd", "Harbour Books Ltd"),
        ("M0ON CAKE", "MOON CAKE"),
        ("СОЛНЦЕ", "СОЛНЦЕ"),
    ],
)
def test_repairs(read: str, repaired: str) -> None:
    assert repair_name(read) == repaired


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ООО «Ромашка»\nг. Москва, ул. Лесная, д. 12\nИНН 7707083893", "г. Москва, ул. Лесная, д. 12"),
        ("АО «Книжный дом»\nг. Самара, пр-т Ленина, д. 41", "г. Самара, пр-т Ленина, д. 41"),
        ("ООО «Ромашка»\nМесто расчётов: г. Тверь, ул. Садовая, д. 3", "г. Тверь, ул. Садовая, д. 3"),
        (
            "SHOP\nNO 290, JALAN AIR PANAS,\nSETAPAK,\n53200, KUALA LUMPUR.\nTEL : 03-40210276",
            "NO 290, JALAN AIR PANAS, SETAPAK, 53200, KUALA LUMPUR",
        ),
        ("Bäckerei Korn\nHauptstraße 1\n80331 München\nTel. 089 1234", "Hauptstraße 1, 80331 München"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    found = extract_address(lines_of(text))
    assert found is not None
    assert found.value == address


def test_no_address_on_a_bare_receipt() -> None:
    assert extract_address(lines_of("CORNER SHOP\nTotal 12.50")) is None
