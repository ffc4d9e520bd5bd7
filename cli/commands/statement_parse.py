import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.file_results import FileResult, FileResults, try_file
from cli.commands.invocation import AsJson, invocation_of
from cli.output import progress

if TYPE_CHECKING:
    from core.ports.statement_parser import TableFound


def statement_parse(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Statement files of any known format.")],
    as_json: AsJson = False,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="What the columns of tables mean, as --show-mapping prints it."),
    ] = None,
    show_mapping: Annotated[
        bool, typer.Option("--show-mapping", help="Print what the columns of tables mean, to be corrected and kept.")
    ] = False,
) -> None:
    """Read statement files and print what they hold. Nothing is stored."""
    results = FileResults(as_json=as_json, describe=_describe)
    corrections = _read_mapping(mapping) if mapping else {}

    with progress("Reading") as bar:
        for number, file in enumerate(files):
            bar.update(number / len(files), file.name)
            tables: list[TableFound] = []
            read = partial(_parse, corrections=corrections, tables=tables)
            result = try_file(file, read, invocation_of(context))
            results.add(_with_tables(result, tables) if show_mapping else result)
    raise typer.Exit(results.exit_code)


def _parse(file: Path, corrections: dict[str, Any], tables: "list[TableFound]") -> dict[str, Any]:
    """What the file holds; `tables` takes the tables in it, also where it is refused for one of them."""
    from core.adapters.statements.as_json import statement_to_json  # noqa: PLC0415 0.1 s that `--help` need not wait
    from core.adapters.statements.detect import read_statement  # noqa: PLC0415 as above
    from core.ports.statement_parser import MappingUnsureError  # noqa: PLC0415 as above

    try:
        with file.open("rb") as source:
            parsed = read_statement(source, corrections)
    except MappingUnsureError as unsure:
        tables.append(unsure.table)
        raise
    tables += parsed.tables
    return statement_to_json(str(file), parsed)


def _with_tables(result: FileResult, tables: "list[TableFound]") -> FileResult:
    from core.adapters.statements.as_json import table_to_json  # noqa: PLC0415 as above

    return FileResult({**result.line, "tables": [table_to_json(table) for table in tables]}, result.code)


def _read_mapping(file: Path) -> dict[str, Any]:
    """A correction for every table."""
    from core.adapters.statements.delimited.mapping_json import checked  # noqa: PLC0415 as above
    from core.errors import DomainError  # noqa: PLC0415 as above

    try:
        given = json.loads(file.read_text())
        return {"*": checked(given if isinstance(given, dict) else {})}
    except (OSError, ValueError, DomainError) as error:
        raise typer.BadParameter(f"{file}: {error}", param_hint="--mapping") from None


def _describe(line: dict[str, Any]) -> str:
    parts = [f"{line['file']}: {line['format']}, {line['encoding']}"]
    for statement in line["statements"]:
        account = statement["account"] or "account without number"
        count = len(statement["transactions"])
        period = f"{statement['from']} to {statement['to']}" if statement["from"] else "no dates"
        closing = statement["closing_balance"]
        balance = f", closing balance {closing}" if closing is not None else ""
        parts.append(f"  {account} {statement['currency']}: {count} transactions, {period}{balance}")
    tables = line.get("tables", ())
    parts += ["  mapping " + json.dumps(table["mapping"], ensure_ascii=False) for table in tables]
    for warning in line["warnings"]:
        place = f"line {warning['line']}: " if warning["line"] else ""
        parts.append(f"  warning {warning['code']}: {place}{warning['message']}")
    return "\n".join(parts)
