import hashlib

from core.adapters.statements.delimited.row_source import RowSource
from core.adapters.statements.delimited.table_sample import TableSample


def table_fingerprint(source: RowSource, sample: TableSample) -> str:
    """The same for every file of a bank: by the header's words, or where there is none by what the columns look like.

    Nothing of the movements themselves is in it.
    """
    if sample.header is not None:
        cells = [" ".join(cell.lower().split()) for cell in sample.header.raw]
        while cells and not cells[-1]:
            cells.pop()
    else:
        cells = [_look(sample, column) for column in range(sample.width)]
    return hashlib.sha256("\x1f".join([source.kind, *cells]).encode()).hexdigest()[:32]


def _look(sample: TableSample, column: int) -> str:
    dates, amounts = sample.dates(column), sample.amounts(column)
    if dates.dates > dates.other:
        return "date"
    return "amount" if amounts.amounts > amounts.other else "text"
