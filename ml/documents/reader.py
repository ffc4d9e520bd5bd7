"""Where the platform gets its document reader from."""

from core.ports.document_reader import DocumentReader


def load_reader(threads: int = 1) -> DocumentReader:
    """Make the reader; `threads` is how many cores may work on one page.

    OpenCV, Pillow and the rest are loaded here: only workers and the command line call it.
    """
    from ml.documents.local_reader import LocalReader  # noqa: PLC0415 - see above
    from ml.documents.rapid_ocr import RapidOcr  # noqa: PLC0415 - see above
    from ml.documents.read_picture import Engines  # noqa: PLC0415 - see above

    return LocalReader(Engines(rapid=RapidOcr(threads)))
