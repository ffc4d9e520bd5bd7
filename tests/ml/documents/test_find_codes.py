import io

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from core.ports.document_reader import DocumentKind, FieldValue
from ml.documents.extract_fields import Extracted
from ml.documents.find_codes import find_codes, read_code
from ml.documents.trust_codes import trust_codes

FISCAL = "t=20240310T1312&s=444.50&fn=9289000100000000&i=12345&fp=1234567890&n=1"
EPC = "BCD\n002\n1\nSCT\nBFSWDE33BER\nWikimedia Verein\nDE33100205000001194700\nEUR123.40\n\n\nInvoice 7"
SWISS = "\n".join([
    "SPC", "0200", "1", "CH4431999123000889012", "S", "Robert Schneider AG", "Rue du Lac", "1268", "2501", "Biel", "CH",
    *[""] * 7, "1949.75", "CHF", *[""] * 7, "QRR", "210000000003139471430009017", "", "EPD",
    "//S1/10/10201409/11/190512/30/106017086",
])  # fmt: skip


def values(text: str) -> dict[str, str]:
    code = read_code(text)
    assert code is not None
    return {name: field.value for name, field in code.fields.items()}


def test_a_fiscal_code_gives_exact_sum_and_day() -> None:
    assert values(FISCAL) == {"total": "444.50", "date": "2024-03-10", "currency": "RUB"}


def test_a_refund_is_named() -> None:
    code = read_code(FISCAL.replace("n=1", "n=2"))
    assert code is not None
    assert code.warnings == ("The receipt is a refund.",)


def test_an_epc_code() -> None:
    assert values(EPC) == {"total": "123.40", "currency": "EUR", "merchant": "Wikimedia Verein"}


def test_a_swiss_bill() -> None:
    assert values(SWISS) == {
        "currency": "CHF",
        "total": "1949.75",
        "merchant": "Robert Schneider AG",
        "address": "Rue du Lac 1268, 2501 Biel",
        "number": "10201409",
        "date": "2019-05-12",
        "tax_id": "CHE106017086",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org",
        "t=1&s=2",
        FISCAL.replace("444.50", "NaN"),
        FISCAL.replace("20240310T1312", "soon"),
        "BCD",
        "SPC\n1",
    ],
)
def test_other_codes_say_nothing(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=200).map(lambda text: f"SPC\n{text}"))
def test_nothing_a_code_says_is_trouble(text: str) -> None:
    read_code(text)


def test_a_code_is_found_with_its_place() -> None:
    drawn = np.array(zxingcpp.create_barcode(FISCAL, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    page = np.full((1000, 800), 255, np.uint8)
    page[500 : 500 + drawn.shape[0], 100 : 100 + drawn.shape[1]] = drawn
    (code,) = find_codes(page, 2)
    box = code.fields["total"].box
    assert box is not None
    assert box.page == 3
    assert 0.1 < box.x < 0.2
    assert 0.48 < box.y < 0.56


def test_the_code_stands_above_the_paper() -> None:
    code = read_code(FISCAL)
    assert code is not None
    read = Extracted(
        DocumentKind.RECEIPT, "ru", {"total": FieldValue("444.60", 0.9), "date": FieldValue("2024-03-10", 0.5)}, [], []
    )
    trusted = trust_codes(read, [code])
    assert (trusted.fields["total"].value, trusted.fields["total"].confidence) == ("444.50", 0.99)
    assert list(trusted.warnings) == ["The code says 444.50, the paper was read as 444.60."]


def test_two_codes_with_different_sums_prove_nothing() -> None:
    codes = [code for text in (FISCAL, EPC) if (code := read_code(text))]
    read = Extracted(DocumentKind.OTHER, "ru", {}, [], [])
    assert trust_codes(read, codes) is read


def test_a_heic_photo_is_decoded() -> None:
    import pillow_heif  # noqa: PLC0415 - this test's alone
    from PIL import Image  # noqa: PLC0415 - as above

    from ml.documents.decode_image import decode_image  # noqa: PLC0415 - as above
    from ml.documents.sniff_content import ContentType, sniff_content  # noqa: PLC0415 - as above

    pillow_heif.register_heif_opener()
    file = io.BytesIO()
    Image.new("L", (64, 48), 200).save(file, "HEIF")
    assert sniff_content(file.getvalue()) is ContentType.HEIC
    (page,) = decode_image(file.getvalue(), ContentType.HEIC)
    assert page.shape == (48, 64)
    assert abs(int(page[10, 10]) - 200) < 4
