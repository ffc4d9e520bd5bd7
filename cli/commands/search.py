import asyncio
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.commands.act_for_person import act_for_person
from cli.commands.invocation import AsJson, Invocation, OfUser, invocation_of
from cli.output import note, print_json, print_text
from cli.running_platform import open_platform

if TYPE_CHECKING:
    from core.documents.searching.answer_question import DocumentAnswer, DocumentHit

_REASONS = {
    "nothing_asked": "Nothing was asked: name a thing, a merchant, a date or a sum.",
    "no_documents_pass": "No document has the kind, dates, sums or merchant asked for.",
    "nothing_fits": "Nothing fits.",
}


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="A question in Russian or English.")],
    user: OfUser = None,
    limit: Annotated[int, typer.Option(help="Documents at most.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Find a person's documents by what is in them."""
    answer = asyncio.run(_search(invocation_of(context), user, query, limit))
    for hit in answer.hits:
        if as_json:
            print_json(_as_json(hit))
        else:
            print_text(_describe(hit))
    for part in answer.relaxed:
        note(f"Nothing fits with the {part.value} asked for; these fit without.")
    if answer.empty_because is not None and not as_json:
        note(_REASONS[answer.empty_because.value])


async def _search(invocation: Invocation, user: str | None, query: str, limit: int) -> "DocumentAnswer":
    from core.documents.searching.answer_question import QuestionAnswerer  # noqa: PLC0415 loaded with the platform
    from ml.embeddings.load_embedder import load_embedder  # noqa: PLC0415 as above
    from ml.search.read_question import RuleQuestionReader  # noqa: PLC0415 as above

    async with open_platform(invocation.data_folder) as platform:
        person = await act_for_person(platform, user, "search")
        embedder = load_embedder(platform.settings.onnx_embedder)
        answerer = QuestionAnswerer(platform.database, platform.index, embedder, RuleQuestionReader())
        return await answerer.answer(person.id, query, limit=limit, today=platform.clock.now().date())


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
        "box": [hit.box.left, hit.box.top, hit.box.right, hit.box.bottom] if hit.box else None,
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
