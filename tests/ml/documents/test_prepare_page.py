import cv2
import numpy as np
import pytest

from ml.documents.prepare_page import (
    binarised,
    even_light,
    is_blank,
    letter_height,
    of_bearable_size,
    scaled_for_reading,
    shrunk_for_reading,
    skew_degrees,
    straightened,
    turn,
)
from tests.fixtures.documents.picture import Picture, Row, draw


@pytest.fixture(scope="module")
def page() -> Picture:
    return draw([Row("Lines of letters that stand level", "12.50") for _ in range(12)])


@pytest.mark.parametrize("degrees", [-6.0, -2.5, 0.0, 1.2, 5.0])
def test_the_skew_of_a_tilted_page_is_found(page: Picture, degrees: float) -> None:
    # Turning by +x lifts the right end, so the page has to be turned by -x to stand level again.
    assert skew_degrees(turn(page, degrees)) == pytest.approx(-degrees, abs=0.3)


def test_a_level_page_is_left_as_it_is(page: Picture) -> None:
    assert straightened(page) is page


def test_shadows_become_white_and_letters_stay_dark(page: Picture) -> None:
    shade = np.linspace(1.0, 0.4, page.shape[1])[None, :]
    lit = even_light(np.asarray(page * shade, dtype=np.uint8))
    assert int(np.median(lit[:, -60:])) >= 250
    assert int(lit.min()) < 40


def test_letters_are_brought_to_reading_size(page: Picture) -> None:
    small = np.asarray(cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    before, after = letter_height(small), letter_height(scaled_for_reading(small))
    assert before is not None
    assert after is not None
    assert before < 14
    assert 20 <= after <= 28


def test_only_very_large_letters_are_shrunk(page: Picture) -> None:
    assert shrunk_for_reading(page) is page
    huge = np.asarray(cv2.resize(page, None, fx=3.0, fy=3.0, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    assert shrunk_for_reading(huge).shape[0] < huge.shape[0] / 2


def test_very_large_pages_are_made_bearable() -> None:
    assert of_bearable_size(np.zeros((8000, 4000), np.uint8)).shape == (4000, 2000)


def test_binarised_is_black_on_white(page: Picture) -> None:
    assert set(np.unique(binarised(page))) == {0, 255}


def test_blank_is_what_has_one_colour_or_hardly_any_size(page: Picture) -> None:
    assert is_blank(np.full((300, 300), 128, np.uint8))
    assert is_blank(page[:10])
    assert not is_blank(page)
