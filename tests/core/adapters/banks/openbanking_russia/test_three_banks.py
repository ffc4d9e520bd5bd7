import asyncio
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

import pytest

from core.ports.bank_feed import BankError, BankFeed, BankInfo, ConsentRequiredError
from sandbox.config import SandboxConfig
from sandbox.serve_in_thread import RunningBank, serving
from tests.core.adapters.banks.peer import SECRET, TEAM, Peer, Truth, told

PERSON = "demo-2"
SINCE = date(2026, 9, 1)

Books = dict[str, list[Truth]]


async def _sync(feed: BankFeed, info: BankInfo) -> Books:
    consent = await feed.request_consent(info, PERSON)
    books: Books = {}
    for account in await feed.accounts(info, consent, PERSON):
        books[account.external_id] = told(await feed.transactions(info, consent, account, SINCE))
    return books


def _truth(peer: Peer, running: RunningBank) -> Books:
    there = replace(peer, bank=running.bank)
    ids = [account.account_id for account in running.bank.accounts_of(PERSON)]
    return {each: [row for row in there.truth(each) if row[1] >= SINCE.isoformat()] for each in ids}


async def test_one_bank_dies_one_revokes_and_one_stumbles(peer: Peer) -> None:
    """What can be read is read in full, what can't says why, and a second try completes the books."""
    configs = {
        code: SandboxConfig(code=code, client_id=TEAM, client_secret=SECRET, clock=peer.clock.now)
        for code in ("vbank", "abank", "sbank")
    }
    with ExitStack() as stack:
        banks = {code: stack.enter_context(serving(configs[code])) for code in ("vbank", "abank")}
        sbank_alone = ExitStack()
        banks["sbank"] = sbank_alone.enter_context(serving(configs["sbank"]))
        port = int(banks["sbank"].base_url.rsplit(":", 1)[1])
        infos = [BankInfo(code, code, running.base_url) for code, running in banks.items()]
        peer_of = {code: running.bank for code, running in banks.items()}
        peer_of["vbank"].faults.expire_tokens_after = 4
        peer_of["vbank"].faults.gateway_errors = 2
        peer_of["abank"].faults.revoke_consent_after = 2
        peer_of["sbank"].faults.on_path = "/transactions"
        peer_of["sbank"].faults.cut_answers = 1_000
        results = await asyncio.gather(*(_sync(peer.feed, info) for info in infos), return_exceptions=True)
        assert results[0] == _truth(peer, banks["vbank"])
        assert isinstance(results[1], ConsentRequiredError)
        assert isinstance(results[2], BankError)
        assert results[2].retryable

        sbank_alone.close()
        with pytest.raises(BankError, match="sbank can't be reached"):
            await _sync(peer.feed, infos[2])
        banks["sbank"] = stack.enter_context(serving(configs["sbank"], port=port))
        again = await asyncio.gather(*(_sync(peer.feed, info) for info in infos))
        assert again == [_truth(peer, banks[info.code]) for info in infos]
    outcomes = {call.outcome.value for call in peer.calls}
    assert outcomes == {"ok", "failed", "unauthorised", "refused", "unreachable"}
