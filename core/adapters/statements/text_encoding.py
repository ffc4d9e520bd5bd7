import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from charset_normalizer import from_bytes

from core.adapters.statements.binary_source import utf16_without_mark
from core.ports.statement_parser import StatementError

_CHUNK_BYTES: Final = 1024 * 1024
_SAMPLE_BYTES: Final = 128 * 1024
_SURE_UTF8_SEQUENCES: Final = 16
"""So many well-formed multi-byte characters don't happen by chance in a single-byte text."""
_CYRILLIC_CODECS: Final = ("cp1251", "cp866", "koi8-r")
_EUROPEAN_CODECS: Final = ("cp1250", "cp1252", "cp1253", "cp1254", "cp1257", "cp850", "cp852", "latin_1", "iso8859_2")
_COMMON_CYRILLIC: Final = frozenset("оеаинтсрвлкмдпуя")
_COMMON_LATIN: Final = frozenset("äöüßÄÖÜéèêàâçñíóúáøåæÆØÅ€£§°–—’‘“”„«»\u00a0")
_UTF8_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BELIEVED_SCORE: Final = 0.3
"""Right guesses on short samples score above 0.5, wrong ones below 0.1."""
_LEAST_RUN: Final = 2
"""Russian words are longer than a letter; a lone non-ASCII sign belongs to Latin text."""
_HIGH_RUN: Final = re.compile(rb"[\x80-\xff]+")


def find_encoding(source: BinaryIO) -> str:
    """The Python codec that reads the whole file, whatever any header in it says; the source is left at its start.

    A byte order mark decides. Otherwise the whole file is tried as UTF-8, because one pass at about 1 GB/s is
    cheaper than being wrong in the last megabyte. Otherwise a sample around the non-ASCII bytes decides between
    the single-byte code pages.

    Raises:
        StatementError: BAD_ENCODING with the line, when UTF-8 is broken somewhere in the middle.
    """
    source.seek(0)
    head = source.read(_CHUNK_BYTES)
    marked = _by_mark(head)
    if marked is None and (pair := utf16_without_mark(head[:_SAMPLE_BYTES])):
        marked = pair
    if marked is None:
        marked = _by_content(source)
    source.seek(0)
    return marked


def find_named_encoding(source: BinaryIO, name: str) -> str:
    """As `find_encoding`, for a file whose header names its encoding: believed only where the bytes leave a choice.

    UTF and Cyrillic texts are recognised surely; between the other single-byte code pages the header decides.
    """
    found = find_encoding(source)
    if found.startswith("utf") or found in _CYRILLIC_CODECS:
        return found
    for codec in (name, f"cp{name}"):
        try:
            known = codecs.lookup(codec).name
        except LookupError:
            continue
        source.seek(0)
        is_right = all(_decodes(chunk, known) for chunk in iter(lambda: source.read(_CHUNK_BYTES), b""))
        source.seek(0)
        if is_right and not known.startswith(("utf", "ascii")):
            return known
    return found


def text_of_head(head: bytes) -> str:
    """The head of a file as text good enough to look for ASCII signatures in it."""
    marked = _by_mark(head) or utf16_without_mark(head) or "latin-1"
    return head.decode(marked, errors="replace")


def _by_mark(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def _by_content(source: BinaryIO) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    sample = bytearray()
    lines = 0
    for chunk in _chunks(source):
        if len(sample) < _SAMPLE_BYTES and not chunk.isascii():
            sample += _around_high_bytes(chunk, _SAMPLE_BYTES - len(sample))
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            if len(_UTF8_SEQUENCE.findall(sample)) >= _SURE_UTF8_SEQUENCES and _mostly_utf8(bytes(sample)):
                line = lines + chunk.count(b"\n", 0, error.start) + 1
                raise StatementError("BAD_ENCODING", "The file is UTF-8, but not in this line.", line=line) from None
            return _single_byte(bytes(sample))
        lines += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _single_byte(bytes(sample))
    return "utf-8"


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    source.seek(0)
    while chunk := source.read(_CHUNK_BYTES):
        yield chunk


def _around_high_bytes(chunk: bytes, wanted: int) -> bytes:
    """Up to `wanted` bytes, from a little before the first non-ASCII byte."""
    first = _HIGH_RUN.search(chunk)
    start = max(0, first.start() - 64) if first else 0
    return chunk[start : start + wanted]


def _mostly_utf8(sample: bytes) -> bool:
    """Whether nearly all non-ASCII bytes belong to well-formed UTF-8 characters."""
    left = len(_HIGH_RUN.sub(b"", _UTF8_SEQUENCE.sub(b"", sample)))
    high = sum(len(run) for run in _HIGH_RUN.findall(sample))
    stray = len(_UTF8_SEQUENCE.sub(b"", sample)) - left
    return stray * 50 < high


def _single_byte(sample: bytes) -> str:
    scores = {codec: _cyrillic_score(sample, codec) for codec in _CYRILLIC_CODECS}
    scores["cp1252"] = _latin_score(sample)
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] > _BELIEVED_SCORE and _decodes(sample, best):
        return best
    # Letters that stand alone between ASCII are no East Asian text, which short samples are easily taken for.
    candidates = None if _letters_per_run(sample) >= _LEAST_RUN else [*_EUROPEAN_CODECS]
    guess = from_bytes(sample[:16384], cp_isolation=candidates).best()
    if guess is not None and _decodes(sample, guess.encoding):
        return guess.encoding
    return "cp1252" if _decodes(sample, "cp1252") else "latin-1"


def _cyrillic_score(sample: bytes, codec: str) -> float:
    """Share of the non-ASCII characters that look like Russian: frequent lower-case letters and words of one case.

    The three Cyrillic code pages put letters where the others put capitals, box drawings or rare signs, so letter
    frequency tells them apart on a handful of words.
    """
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return -1.0
    high = [character for character in text if character > "\x7f"]
    if not high:
        return 0.0
    good = 0.0
    for character in high:
        lower = character.lower()
        if "а" <= lower <= "я" or lower == "ё":
            good += 1.0 if lower in _COMMON_CYRILLIC else 0.5
        elif character not in "№«»—–\u00a0•":
            good -= 1.0
    wrong_case = len(re.findall("[а-яё][А-ЯЁ]", text))
    lonely = 0.5 if _letters_per_run(sample) < _LEAST_RUN else 0.0
    return (good - 2.0 * wrong_case) / len(high) - lonely


def _letters_per_run(sample: bytes) -> float:
    runs = _HIGH_RUN.findall(sample)
    return sum(map(len, runs)) / len(runs) if runs else 0.0


def _latin_score(sample: bytes) -> float:
    """Share of the non-ASCII characters that Western European bank texts use, standing alone between ASCII."""
    runs = _HIGH_RUN.findall(sample)
    if not runs:
        return 0.0
    good = sum(_decoded(run) in _COMMON_LATIN for run in runs if len(run) == 1)
    return good / len(runs)


def _decoded(run: bytes) -> str:
    return run.decode("cp1252", errors="replace")


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        sample.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True
