from core.documents.chunk_text import TARGET, TextPiece, chunk_pages
from core.ports.search_index import Box


def test_a_piece_has_the_box_around_its_lines() -> None:
    boxes = [[[0.1, 0.1, 0.5, 0.2], None, [0.2, 0.3, 0.9, 0.4]]]
    assert chunk_pages(["one\ntwo\nthree"], boxes) == [TextPiece(1, "one\ntwo\nthree", Box(0.1, 0.1, 0.9, 0.4))]


def test_boxes_of_another_number_than_lines_are_not_used() -> None:
    assert chunk_pages(["one\ntwo", "three"], [[[0.1, 0.1, 0.5, 0.2]]]) == [
        TextPiece(1, "one\ntwo"),
        TextPiece(2, "three"),
    ]


def test_a_long_line_is_cut_and_each_part_stands_where_the_line_does() -> None:
    pieces = chunk_pages(["x" * (TARGET + 1)], [[[0.0, 0.0, 1.0, 0.1]]])
    assert [(len(piece.text), piece.box) for piece in pieces] == [
        (TARGET, Box(0.0, 0.0, 1.0, 0.1)),
        (1, Box(0.0, 0.0, 1.0, 0.1)),
    ]


def test_no_text_is_no_piece() -> None:
    assert chunk_pages([]) == chunk_pages(["", "  \n "]) == []
