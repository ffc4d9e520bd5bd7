import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.act_for_person import act_for_person
from cli.commands.invocation import AsJson, Invocation, OfUser, invocation_of
from cli.output import note, print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.documents.search_documents import DocumentHit


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A question in Russian or English.")],
    user: OfUser = None,
    limit: Annotated[int, typer.Option(help="Documents at most.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find a person's documents by what is in them."""
    hits = asyncio.run(_search(invocation_of(context), user, query, limit))
    for hit in hits:
        if as_json:
            print_json(_as_json(hit))
        else:
            print_text(_describe(hit))
    if not hits and not as_json:
        note("Nothing fits.")


async def _search(invocation: Invocation, user: str | None, query: str, limit: int) -> "list[DocumentHit]":
    from core.documents.search_documents import search_documents  # noqa: PLC0415 loaded with the platform
    from ml.embeddings.hashed import HashedEmbedder  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform:
        person = await act_for_person(platform, user, "search")
        embedder = HashedEmbedder()
        return await search_documents(platform.database, platform.index, embedder, person.id, query=query, limit=limit)


def _as_json(hit: "DocumentHit") -> dict[str, Any]:
    row = hit.document
    return {
        "document": str(row.id),
        "filename": row.filename,
        "kind": row.kind.value if row.kind else None,
        "merchant": row.merchant,
        "date": row.dated_on.isoformat() if row.dated_on else None,
        "total": _total(hit),
        "currency": row.currency,
        "page": hit.page,
        "score": round(hit.score, 6),
        "snippets": [{"text": run.text, "highlighted": run.is_highlighted} for run in hit.snippets],
    }


def _total(hit: "DocumentHit") -> str | None:
    from core.money import Currency, Money  # noqa: PLC0415 as above

    row = hit.document
    if row.total_minor is None or row.currency is None:
        return None
    return f"{Money(row.total_minor, Currency(row.currency)).amount:f}"


def _describe(hit: "DocumentHit") -> str:
    row = hit.document
    facts = [row.kind.value if row.kind else None, row.merchant, row.dated_on, _total(hit), row.currency]
    snippet = "".join(f"[{run.text}]" if run.is_highlighted else run.text for run in hit.snippets)
    shown = ", ".join(str(fact) for fact in facts if fact is not None)
    return f"{row.filename}, page {hit.page}: {shown}\n  {' '.join(snippet.split())}"
