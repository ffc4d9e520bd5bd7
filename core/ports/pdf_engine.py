"""What every reader of PDF files shares."""

import threading
from typing import Final

ONE_PDF_AT_A_TIME: Final = threading.Lock()
"""PDFium may not be called from two threads at once: whoever calls it holds this."""
