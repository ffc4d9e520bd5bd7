"""Reading what was kept instead of asking the bank."""

from collections import defaultdict, deque
from collections.abc import Iterable

from core.adapters.banks.openbanking_russia.call_bank import Answer
from core.adapters.banks.openbanking_russia.read_answer import parse_json
from core.adapters.banks.openbanking_russia.refusals import NOT_FOUND
from core.adapters.banks.send_to_bank import BankRequest
from core.ports.bank_feed import BankError, BankInfo
from core.ports.bank_journal import BankPayload

_Key = tuple[str, str, tuple[tuple[str, str], ...]]


class ReplayedAnswers:
    """Serves kept answers in order, each read from its own queue; the last of a queue again and again.

    A call that not every bank has is missing where nothing of it was kept; for anything else that was not kept a
    BankError is raised.
    """

    def __init__(self, payloads: Iterable[BankPayload]) -> None:
        self._kept: dict[_Key, deque[bytes]] = defaultdict(deque)
        for payload in payloads:
            self._kept[(payload.bank, payload.path, tuple(sorted(payload.query)))].append(payload.body)

    async def __call__(
        self,
        bank: BankInfo,
        request: BankRequest,
        *,
        consent_id: str | None = None,  # noqa: ARG002 - kept answers were given under one
        may_be_missing: bool = False,
    ) -> Answer:
        """Raises BankError, BankAnswerError."""
        kept = self._kept.get((bank.code, request.path, tuple(sorted(request.query.items()))))
        if request.method != "GET" or not kept:
            if request.method == "GET" and request.is_optional and may_be_missing:
                return Answer(NOT_FOUND, {})
            raise BankError(
                f"No answer of {bank.name} to {request.method} {request.path} was kept, so it can't be replayed.",
                retryable=False,
            )
        body = kept.popleft() if len(kept) > 1 else kept[0]
        return Answer(200, parse_json(body) if body else {})
