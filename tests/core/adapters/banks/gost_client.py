"""Run as a program of its own, since GOST needs OPENSSL_CONF before OpenSSL is loaded: prints what was seen as JSON."""

import asyncio
import json
import sys
from dataclasses import replace

from core.adapters.banks.gost_tls import is_gost_available
from core.adapters.banks.openbanking_russia.feed import OpenBankingRussiaFeed
from core.adapters.banks.retry_policy import RetryPolicy
from core.clock import SystemClock
from core.ports.bank_feed import BankError, BankInfo, BankTransport


async def main(base_url: str, ca_file: str, secret: str) -> dict[str, object]:
    bank = BankInfo("sbank", "SBank", base_url, BankTransport.GOST, ca_file=ca_file)
    plain = replace(bank, transport=BankTransport.PLAIN)
    feed = OpenBankingRussiaFeed("team", lambda _: secret, SystemClock(), retry=RetryPolicy(attempts=1))
    async with feed:
        seen: dict[str, object] = {"engine": is_gost_available()}
        for name, how in (
            ("gost", bank),
            ("plain", plain),
            ("untrusted", replace(bank, ca_file=None)),
            ("no tls", replace(bank, base_url="http://127.0.0.1:1")),
        ):
            report = await feed.test_transport(how)
            seen[name] = [report.transport, report.is_available, report.protocol, report.cipher, report.problem]
        for name, how in (("read", bank), ("read plainly", plain), ("read untrusted", replace(bank, ca_file=None))):
            try:
                consent = await feed.request_consent(how, "demo-2")
                accounts = await feed.accounts(how, consent, "demo-2")
                lines = await feed.transactions(how, consent, accounts[0], None)
                seen[name] = [[account.external_id for account in accounts], len(lines)]
            except BankError as error:
                seen[name] = [error.code, error.retryable, str(error)]
        return seen


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:4]))))  # noqa: T201 - its output
