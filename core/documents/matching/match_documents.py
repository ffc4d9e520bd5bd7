import asyncio

from core.db.uow import UnitOfWork
from core.documents.matching.find_candidates import find_candidates
from core.documents.matching.lock_matching import lock_matching
from core.documents.matching.open_papers import MOST_PAPERS, known_pairs, open_papers
from core.documents.matching.store_matches import fit_confirmed, store_matches
from core.ports.receipt_matcher import ReceiptMatcher


async def match_documents(uow: UnitOfWork, matcher: ReceiptMatcher) -> int:
    """Tie a person's documents to payments, or suggest it; how many pairs are tied or suggested now.

    All that nobody has decided is thought over anew, so that it makes no difference in what order documents and
    payments came: a twin that turns up later makes a suggestion of what was a link. Doing it again changes nothing.
    """
    await lock_matching(uow)
    await fit_confirmed(uow)
    papers = await open_papers(uow.session, uow.person)
    found = await find_candidates(uow, papers)
    known = await known_pairs(uow.session, uow.person)
    asked = [open_paper.paper for open_paper in papers]
    proposed = await asyncio.to_thread(matcher.propose, asked, found.payments, found.candidates, known)
    only_of = [paper.id for paper in asked] if len(papers) >= MOST_PAPERS else None
    await store_matches(uow, proposed, found.payments, version=matcher.version, only_of=only_of)
    return len(proposed)
