from hypothesis import given
from hypothesis import strategies as st

from core.documents.chunk_text import MAX_CHUNKS, TARGET, chunk_pages
from core.documents.highlight import CONTEXT, highlight


def marked(text: str, query: str) -> list[str]:
    return [run.text for run in highlight(text, query) if run.is_highlighted]


def test_words_are_marked_in_any_of_their_forms() -> None:
    assert marked("Оплата хостинга за март", "оплатить хостинг") == ["Оплата", "хостинга"]
    assert marked("Invoices for hosting", "invoice host") == ["Invoices", "hosting"]
    assert marked("nothing here", "кофе") == []


@given(st.text(max_size=2000), st.text(max_size=60))
def test_the_runs_are_a_piece_of_the_text(text: str, query: str) -> None:
    joined = "".join(run.text for run in highlight(text, query))
    assert joined in text
    assert len(joined) <= CONTEXT


def test_a_far_hit_is_shown() -> None:
    text = "x " * 1000 + "the coffee machine" + " y" * 1000
    assert marked(text, "coffee") == ["coffee"]


@given(st.lists(st.text(max_size=3000), max_size=5))
def test_pieces_are_bounded_and_keep_every_word(pages: list[str]) -> None:
    pieces = chunk_pages(pages)
    assert all(0 < len(piece.text) <= 2 * TARGET for piece in pieces)
    for number, page in enumerate(pages, start=1):
        kept = "".join(piece.text for piece in pieces if piece.page == number)
        assert "".join(kept.split()) == "".join("".join(line.strip() for line in page.splitlines()).split())


def test_a_book_is_cut_at_a_bound() -> None:
    assert len(chunk_pages(["word " * 200_000])) == MAX_CHUNKS
