"""Decodes pictures from strangers: size is checked before any pixel is unpacked, half a file is refused."""

import io
import struct
import warnings
import zlib
from typing import Final

import numpy as np
import pillow_heif
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from core.ports.document_reader import UnreadableDocumentError
from ml.documents.prepare_page import GreyImage
from ml.documents.sniff_content import ContentType

MAX_PIXELS: Final = 50_000_000
MAX_PAGES: Final = 50
_DRAFT_SIDE: Final = 3_000
_DAMAGED: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, TypeError)
"""What Pillow's decoders raise on broken files."""


def decode_image(content: bytes, content_type: ContentType) -> list[GreyImage]:
    """Unpack a picture, upright and grey, one array a page (TIFF can hold several, 50 are taken).

    Raises UnreadableDocumentError for more than 50 megapixels in a page and for damaged or cut files.
    """
    try:
        with warnings.catch_warnings():
            # Pillow's own bomb limit is above ours and only warns; its other warnings are about metadata.
            warnings.simplefilter("ignore")
            if content_type is ContentType.HEIC:
                pillow_heif.register_heif_opener()
            with Image.open(io.BytesIO(content), formats=[content_type.value]) as image:
                return [_page(frame) for _, frame in zip(range(MAX_PAGES), _frames(image, content_type), strict=False)]
    except Image.DecompressionBombError:
        raise _too_large() from None
    except UnidentifiedImageError:
        raise UnreadableDocumentError(
            f"The file is not a readable {content_type.value} picture.", field="file"
        ) from None
    except _DAMAGED as error:
        raise UnreadableDocumentError(f"The {content_type.value} picture is damaged: {error}.", field="file") from error


def _frames(image: Image.Image, content_type: ContentType) -> "ImageSequence.Iterator | list[Image.Image]":
    return ImageSequence.Iterator(image) if content_type is ContentType.TIFF else [image]


def _page(image: Image.Image) -> GreyImage:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    if image.format == "JPEG":
        # Halves, quarters … a very large photo while it is unpacked, never below this size.
        image.draft("L", (_DRAFT_SIDE, _DRAFT_SIDE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I;16"):
        return np.asarray(np.asarray(upright, dtype=np.uint16) >> 8, dtype=np.uint8)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        # Transparent paper is white, not whatever colour lies below.
        coloured = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    return np.asarray(upright.convert("L"), dtype=np.uint8)


def _too_large() -> UnreadableDocumentError:
    return UnreadableDocumentError(f"The picture has more than {MAX_PIXELS // 1_000_000} megapixels.", field="file")
