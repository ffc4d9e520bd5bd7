"""A text as a QR code, for a page to show."""


def qr_svg(text: str) -> str:
    """The code as an SVG element, quiet zone and white ground included."""
    import zxingcpp  # noqa: PLC0415 its library is loaded only where a code is drawn

    drawn = str(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg())
    return drawn[drawn.index("<svg") :]  # without the prologue: it is put into a page
