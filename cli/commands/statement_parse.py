from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.file_results import FileResults, try_file
from cli.commands.invocation import AsJson, invocation_of
from cli.output import progress


def statement_parse(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Statement files of any known format.")],
    as_json: AsJson = False,
) -> None:
    """Read statement files and print what they hold. Nothing is stored."""
    results = FileResults(as_json=as_json, describe=_describe)
    with progress("Reading") as bar:
        for number, file in enumerate(files):
            bar.update(number / len(files), file.name)
            results.add(try_file(file, _parse, invocation_of(context)))
    raise typer.Exit(results.exit_code)


def _parse(file: Path) -> dict[str, Any]:
    from core.adapters.statements.as_json import statement_to_json  # noqa: PLC0415 0.1 s that `--help` need not wait
    from core.adapters.statements.detect import read_statement  # noqa: PLC0415 as above

    with file.open("rb") as source:
        return statement_to_json(str(file), read_statement(source))


def _describe(line: dict[str, Any]) -> str:
    parts = [f"{line['file']}: {line['format']}, {line['encoding']}"]
    for statement in line["statements"]:
        account = statement["account"] or "account without number"
        count = len(statement["transactions"])
        period = f"{statement['from']} to {statement['to']}" if statement["from"] else "no dates"
        closing = statement["closing_balance"]
        balance = f", closing balance {closing}" if closing is not None else ""
        parts.append(f"  {account} {statement['currency']}: {count} transactions, {period}{balance}")
    for warning in line["warnings"]:
        place = f"line {warning['line']}: " if warning["line"] else ""
        parts.append(f"  warning {warning['code']}: {place}{warning['message']}")
    return "\n".join(parts)
