"""`python -m tests.ml.search.evaluate_search [--json] [--show]`: nDCG@10 of questions over made-up papers.

Runs what a person runs: the papers are indexed in an embedded PostgreSQL and asked about through the use case. Papers
of each language belong to a person of their own, so that a question in one language over papers of the other can't be
answered by luck.
"""

import argparse
import asyncio
import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log2
from pathlib import Path
from statistics import mean
from uuid import UUID

from core.documents.chunk_text import chunk_pages
from core.documents.models import DocumentRow, DocumentStatus, UploadPurpose, UploadRow
from core.documents.searching.answer_question import QuestionAnswerer
from core.ids import new_id
from core.ports.search_index import Chunk
from ml.embeddings.hashed import HashedEmbedder
from ml.search.read_question import RuleQuestionReader
from tests.bench.context import Context
from tests.ml.search.judged_queries import TODAY, JudgedQuery, judged_queries
from tests.ml.search.made_papers import Paper, papers

DEPTH = 10
LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went over papers of one language; `score` is None where no paper could answer it."""

    query: JudgedQuery
    papers: str
    score: float | None
    found: Sequence[Paper]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one object of named figures")
    parser.add_argument("--show", action="store_true", help="print the questions that go worst, of the tuning part")
    parser.add_argument("--show-held-out", action="store_true", help="as above, of the held-out part")
    chosen = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="solvent-search-") as folder,
        Context(Path(folder), is_quick=True) as context,
    ):
        outcomes = evaluate(context)
    if chosen.show or chosen.show_held_out:
        _show([one for one in outcomes if one.query.held_out == chosen.show_held_out])
    figures = figures_of(outcomes)
    if chosen.json:
        print(json.dumps(figures))  # noqa: T201 - a command
        return
    for name, value in figures.items():
        print(f"{name:55} {value}")  # noqa: T201 - a command


def evaluate(context: Context, every: int = 1) -> list[Outcome]:
    """Ask every question, or every n-th, over the papers of each language."""
    outcomes: list[Outcome] = []
    for language in LANGUAGES:
        owner = context.person().id
        by_id = context.run(_file_papers(context, owner, papers(language)))
        outcomes += [context.run(_ask(context, owner, query, language, by_id)) for query in judged_queries()[::every]]
    return outcomes


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, float | int]:
    """Mean nDCG@10 by part, pair of languages and kind of question; what questions without an answer got."""
    groups: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        part = "held_out" if outcome.query.held_out else "tuned"
        if outcome.query.kind == "nothing":
            groups[f"{part}.abstained"].append(float(not outcome.found))
        elif outcome.score is not None:
            pair = "same_language" if outcome.query.language == outcome.papers else "cross_language"
            names = (f"{part}.ndcg", f"{part}.ndcg.{pair}", f"{part}.ndcg.{pair}.{outcome.query.kind}")
            for name in (*names, f"{part}.ndcg.{outcome.query.language}_over_{outcome.papers}", f"all.ndcg.{pair}"):
                groups[name].append(outcome.score)
    figures: dict[str, float | int] = {name: round(mean(scores), 4) for name, scores in sorted(groups.items())}
    figures["questions"] = len(judged_queries())
    figures["papers"] = sum(len(papers(language)) for language in LANGUAGES)
    return figures


def ndcg(grades: Sequence[int], all_grades: Sequence[int]) -> float | None:
    """Discounted gain of the first ten over the best that could be; None where nothing has a grade."""
    best = _gain(sorted(all_grades, reverse=True)[:DEPTH])
    return _gain(grades[:DEPTH]) / best if best else None


def _gain(grades: Sequence[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 2) for place, grade in enumerate(grades))


async def _ask(context: Context, owner: UUID, query: JudgedQuery, language: str, by_id: dict[UUID, Paper]) -> Outcome:
    platform = context.platform
    answerer = QuestionAnswerer(platform.database, platform.index, HashedEmbedder(), RuleQuestionReader())
    answer = await answerer.answer(owner, query.text, limit=DEPTH, today=TODAY)
    found = [by_id[hit.document.id] for hit in answer.hits]
    score = ndcg([query.grade(paper) for paper in found], [query.grade(paper) for paper in by_id.values()])
    return Outcome(query, language, score, found)


async def _file_papers(context: Context, owner: UUID, made: Sequence[Paper]) -> dict[UUID, Paper]:
    platform = context.platform
    embedder = HashedEmbedder()
    by_id = {new_id(): paper for paper in made}
    uploads, documents = [], []
    for document_id, paper in by_id.items():
        about = {"user_id": owner, "filename": "paper.pdf", "content_type": "application/pdf", "size": 1}
        upload = UploadRow(
            id=new_id(), purpose=UploadPurpose.DOCUMENT, storage_key="k", expires_at=datetime.now(UTC), **about
        )
        uploads.append(upload)
        documents.append(
            DocumentRow(
                id=document_id,
                upload_id=upload.id,
                storage_key="k",
                status=DocumentStatus.READY,
                kind=paper.kind,
                language=paper.language,
                merchant=paper.merchant,
                dated_on=paper.day,
                total_minor=int(paper.total * 100),
                currency=paper.currency,
                page_texts=[paper.text],
                **about,
            )
        )
    async with platform.database.unit_of_work(owner) as uow:
        uow.session.add_all(uploads)
        await uow.session.flush()
        uow.session.add_all(documents)
    for document_id, paper in by_id.items():
        pieces = chunk_pages([paper.text])
        vectors = await asyncio.to_thread(embedder.embed, [piece.text for piece in pieces])
        chunks = [Chunk(place, piece.page, piece.text, vectors[place]) for place, piece in enumerate(pieces)]
        await platform.index.replace(owner, document_id, embedder.version, chunks)
    return by_id


def _show(outcomes: Sequence[Outcome]) -> None:
    for outcome in sorted(outcomes, key=lambda one: -1.0 if one.score is None else one.score):
        if (outcome.score is not None and outcome.score < 0.9) or (outcome.score is None and outcome.found):
            query = outcome.query
            keys = " ".join(f"{'+'.join(sorted(paper.keys))}:{query.grade(paper)}" for paper in outcome.found[:6])
            print(f"{outcome.score} {query.language}>{outcome.papers} {query.text!r}: {keys}"[:240])  # noqa: T201


if __name__ == "__main__":
    main()
