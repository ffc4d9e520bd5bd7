"""Makes a photographed page easier to read: even light, straight lines, letters of the size the engine knows."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

GreyImage = npt.NDArray[np.uint8]
"""Height × width, 0 is black."""

_LETTER_HEIGHT_PIXELS: Final = 24
"""Median height of a letter that the engine reads best, measured on receipts."""
_MAX_SCALE: Final = 2.5
_TALLEST_LETTER_PIXELS: Final = 40
"""Larger letters cost time and read no better."""
_MAX_SIDE_PIXELS: Final = 4_000
_LEAST_CONTRAST: Final = 3.0
"""Standard deviation of a page that has anything on it."""
_WHITE: Final = 253
_WHITE_SHARE: Final = 0.85
_NEARLY_WHITE: Final = 225
_MOST_GREYISH: Final = 0.01
"""Share of pixels that are nearly white: 0.2 to 0.6 % on drawn pages, 1.3 % and more on photographed receipts."""
_SMALLEST_SIDE_PIXELS: Final = 16
_SKEW_SEARCH_DEGREES: Final = 8.0
_SKEW_WORTH_TURNING_DEGREES: Final = 0.25


def is_blank(image: GreyImage) -> bool:
    """Whether there is nothing to read: too small for a line of text, or of one colour."""
    return min(image.shape) < _SMALLEST_SIDE_PIXELS or float(image.std()) < _LEAST_CONTRAST


def is_clean_scan(image: GreyImage) -> bool:
    """Whether the paper is as good as white all over: what a program drew, or a good scanner gave."""
    greyish = (image >= _NEARLY_WHITE) & (image < _WHITE)
    return float((image >= _WHITE).mean()) >= _WHITE_SHARE and float(greyish.mean()) < _MOST_GREYISH


def of_bearable_size(image: GreyImage) -> GreyImage:
    """The page with its longer side at most 4,000 pixels: more is memory and time without more to read."""
    return _scaled(image, min(1.0, _MAX_SIDE_PIXELS / max(image.shape)))


def even_light(image: GreyImage) -> GreyImage:
    """Divide by the estimated paper, so that shadows and grey paper become white."""
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(image, np.maximum(paper, 1), scale=255), dtype=np.uint8)


def skew_degrees(image: GreyImage) -> float:
    """The angle by which text lines fall to the right, found where the row sums of ink are most uneven."""
    scale = min(1.0, 800 / max(image.shape))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    ink[ink < 60] = 0  # noqa: PLR2004 - paper texture is no ink
    best = 0.0
    for step, reach in ((1.0, _SKEW_SEARCH_DEGREES), (0.2, 1.0)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_row_contrast(ink, float(angle)) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _row_contrast(ink: npt.NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def turn(image: GreyImage, degrees: float) -> GreyImage:
    """Turn the page by an angle, filling the corners with white."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(turned, dtype=np.uint8)


def letter_height(image: GreyImage) -> float | None:
    """Median height of what looks like a letter, in pixels, or None where hardly any are seen."""
    _, ink = cv2.threshold(image, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights >= 6) & (heights <= 120) & (widths >= 3) & (widths <= 2 * heights)]  # noqa: PLR2004
    return float(np.median(letters)) if len(letters) >= 20 else None  # noqa: PLR2004


def scaled_for_reading(image: GreyImage) -> GreyImage:
    """Enlarge or shrink so that letters have the height that the engine reads best."""
    height = letter_height(image)
    scale = 1.0 if height is None else min(_MAX_SCALE, _LETTER_HEIGHT_PIXELS / height)
    return _scaled(image, min(scale, _MAX_SIDE_PIXELS / max(image.shape)))


def shrunk_for_reading(image: GreyImage) -> GreyImage:
    """Shrink only where letters are very large; otherwise the page stays as it was taken."""
    height = letter_height(image)
    return image if height is None or height <= _TALLEST_LETTER_PIXELS else scaled_for_reading(image)


def _scaled(image: GreyImage, scale: float) -> GreyImage:
    if 0.9 < scale < 1.1:  # noqa: PLR2004 - not worth a resampling
        return image
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=how), dtype=np.uint8)


def straightened(image: GreyImage) -> GreyImage:
    """The page with its text lines level. A slight tilt is left: turning softens the letters."""
    angle = skew_degrees(image)
    return turn(image, angle) if abs(angle) >= _SKEW_WORTH_TURNING_DEGREES else image


def binarised(image: GreyImage) -> GreyImage:
    """Black on white by the local mean: the second look, for faint or uneven print."""
    soft = cv2.GaussianBlur(image, (3, 3), 0)
    block = 61
    black_white = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, 15)
    return np.asarray(black_white, dtype=np.uint8)
