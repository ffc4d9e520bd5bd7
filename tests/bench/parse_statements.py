"""Statement lines read a second beside the field's libraries, each on the same file of its format."""

import csv
import importlib.util
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from core.adapters.statements.detect import read_statement
from core.ports.statement_parser import count_lines
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns, per_second
from tests.fixtures.statements.csv_files import RUSSIAN_BANK
from tests.fixtures.statements.generate import write_statement

_FEWEST_CELLS = 3

Count = Callable[[bytes, Path], int]


def run(context: Context) -> list[Figure]:
    """Ours finds the format, the encoding and the columns and checks the balance; a peer is told what it needs."""
    rows = context.pick(2_000, 20_000)
    figures = []
    for format_, (peer, needs, count) in _PEERS.items():
        if needs is not None and importlib.util.find_spec(needs) is None:
            context.note(f"parse {format_}: {peer} is not installed here (it is in the dependency group `bench`)")
            continue
        figures.append(_measured(context, format_, peer, count, rows))
    return figures


def _measured(context: Context, format_: str, peer: str, count: Count, rows: int) -> Figure:
    content = _whole(write_statement(format_, rows, seed=3), format_)
    with tempfile.TemporaryDirectory(dir=context.folder) as folder:
        file = Path(folder) / f"statement.{format_}"
        file.write_bytes(content)

        def ours() -> float:
            return _checked(rows, lambda: count_lines(read_statement(io.BytesIO(content))))

        def theirs() -> float:
            return _checked(rows, lambda: count(content, file))

        pairs = [(one, other) for one, other in in_turns(context.pick(3, 5), context.pick(8, 15), ours, theirs)]
    return Figure.of(f"parse {format_}", "rows/s", peer, pairs)


def _whole(content: bytes, format_: str) -> bytes:
    """A file that the peer can read, too: quiffen knows only UTF-8, ofxtools wants what no reader needs."""
    if format_ == "qif":
        return content.decode("cp1251").replace("\r\n", "\n").encode()
    if format_ == "ofx2":
        status = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
        sign_on = f"<SONRS>{status}<DTSERVER>20250101</DTSERVER><LANGUAGE>RUS</LANGUAGE></SONRS>"
        content = content.replace(b"<OFX>", f"<OFX><SIGNONMSGSRSV1>{sign_on}</SIGNONMSGSRSV1>".encode(), 1)
        content = content.replace(b"</TRNUID>", f"</TRNUID>{status}".encode(), 1)
        content = re.sub(rb"(<NAME>.*?</NAME>\n)(<SIC>.*?</SIC>\n)", rb"\2\1", content)
    return content


def _checked(rows: int, read: Callable[[], int]) -> float:
    """Rows a second; a reader that loses lines has no speed."""
    counted: list[int] = []
    rate = per_second(rows, lambda: counted.append(read()))
    if counted != [rows]:
        raise RuntimeError(f"{counted} lines were read of {rows}")
    return rate


def _ofxstatement(content: bytes, _file: Path) -> int:
    from ofxstatement.parser import CsvStatementParser  # noqa: PLC0415 - a peer that may be missing

    text = content.decode(RUSSIAN_BANK.codec)
    cells = csv.reader(text.splitlines(), delimiter=RUSSIAN_BANK.delimiter)
    parser: Any = CsvStatementParser(io.StringIO(text))
    parser.date_format = RUSSIAN_BANK.date_format
    parser.mappings = {"date": 0, "memo": 1, "payee": 2, "amount": 5, "id": 8}
    parser.split_records = lambda: [row for row in cells if len(row) > _FEWEST_CELLS and row[0][:1].isdigit()]
    return len(parser.parse().lines)


def _ofxtools(content: bytes, _file: Path) -> int:
    from ofxtools.Parser import OFXTree  # noqa: PLC0415 - a peer that may be missing

    tree = OFXTree()
    tree.parse(io.BytesIO(content))
    return len(tree.convert().statements[0].banktranlist)


def _mt940(content: bytes, _file: Path) -> int:
    import mt940  # noqa: PLC0415 - a peer that may be missing

    transactions = mt940.models.Transactions()
    transactions.parse(content.decode())
    return len(transactions)


def _quiffen(_content: bytes, file: Path) -> int:
    from quiffen import Qif  # noqa: PLC0415 - a peer that may be missing

    qif = Qif.parse(file, day_first=True)
    return sum(len(found) for account in qif.accounts.values() for found in account.transactions.values())


def _element_tree(content: bytes, _file: Path) -> int:
    """The standard library's whole tree and a search in it: no reader of CAMT is alive and reads all three messages."""
    tree = ET.fromstring(content)  # noqa: S314 - our own file
    namespace = tree.tag.partition("}")[0] + "}"
    found = [
        (entry.findtext(f"{namespace}Amt"), entry.findtext(f"{namespace}BookgDt/{namespace}Dt"))
        for entry in tree.iter(f"{namespace}Ntry")
    ]
    return len(found)


_PEERS: dict[str, tuple[str, str | None, Count]] = {
    "csv_ru": ("ofxstatement, told the columns", "ofxstatement", _ofxstatement),
    "ofx2": ("ofxtools", "ofxtools", _ofxtools),
    "mt940": ("mt-940", "mt940", _mt940),
    "qif": ("quiffen", "quiffen", _quiffen),
    "camt053": ("xml.etree, amount and day only", None, _element_tree),
}
"""By format of the generator: the peer, the module that must be installed, and how it counts the lines it has read."""
