"""Where the platform gets its document reader from."""

from core.ports.document_reader import DocumentReader


def load_reader() -> DocumentReader:
    """Make the reader. OpenCV, Pillow and the rest are loaded here: only workers and the command line call it."""
    from ml.documents.tesseract_reader import TesseractReader  # noqa: PLC0415 - see above

    return TesseractReader()
