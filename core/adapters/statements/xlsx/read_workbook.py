import posixpath
from dataclasses import dataclass
from typing import Final, NamedTuple

from core.adapters.statements.xlsx.cell_styles import CellKind, read_cell_styles
from core.adapters.statements.xlsx.shared_strings import read_shared_strings
from core.adapters.statements.xlsx.workbook_parts import WorkbookParts
from core.ports.statement_parser import StatementError

_MOST_SHEETS: Final = 100


class Sheet(NamedTuple):
    """A sheet that people can see; `part` is where its cells are."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of all sheets need to be understood."""

    parts: WorkbookParts
    sheets: tuple[Sheet, ...]
    strings: list[str]
    kinds: tuple[CellKind, ...]
    """By index of the cell's style."""
    counts_from_1904: bool


def read_workbook(parts: WorkbookParts) -> Workbook:
    """Everything but the cells. Hidden sheets are left out. Raises StatementError."""
    main = _main_part(parts)
    targets = _relations(parts, main)
    sheets: list[Sheet] = []
    flags = {"1904": False}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr":
            flags["1904"] = attributes.get("date1904", "").lower() in {"1", "true", "on"}
        elif tag == "sheet" and attributes.get("state", "visible") == "visible":
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            part, kind = targets.get(relation, ("", ""))
            if kind == "worksheet":
                sheets.append(Sheet(attributes.get("name", ""), part))

    parts.read(main, start=start, end=_ignore)
    if len(sheets) > _MOST_SHEETS:
        raise StatementError("TOO_LARGE", f"The workbook has {len(sheets)} sheets; {_MOST_SHEETS} is the most.")
    named = {kind: part for part, kind in targets.values()}
    strings = named.get("sharedStrings", "")
    styles = named.get("styles", "")
    return Workbook(
        parts,
        tuple(sheets),
        read_shared_strings(parts, strings) if parts.has(strings) else [],
        read_cell_styles(parts, styles) if parts.has(styles) else (),
        flags["1904"],
    )


def _main_part(parts: WorkbookParts) -> str:
    if parts.has("_rels/.rels"):
        for part, kind in _relations(parts, "").values():
            if kind == "officeDocument":
                return part
    return "xl/workbook.xml"


def _relations(parts: WorkbookParts, part: str) -> dict[str, tuple[str, str]]:
    """Part and kind of what a part refers to, by the reference's id."""
    folder, name = posixpath.split(part)
    file = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if not parts.has(file):
        return found

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attributes.get("Id", "")] = (path, attributes.get("Type", "").rpartition("/")[2])

    parts.read(file, start=start, end=_ignore)
    return found


def _ignore(_tag: str) -> None:
    """Most parts say everything in the start of their tags."""
