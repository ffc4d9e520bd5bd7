"""What sign-in, row-level security and limits cost on the transaction page: beside the same API without them."""

from collections.abc import Callable

from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns
from tests.bench.graphql_operations import PAGE
from tests.bench.graphql_servers import Served, Server, start_api, start_unguarded
from tests.bench.serve_graphql import LONGEST_SECONDS, made_up_books

PEER = "the same without guards"


def run(context: Context) -> list[Figure]:
    """Less than 1.15 is wanted. Both are traced; a page of reads is not audited, its writes are."""
    person = made_up_books(context)
    guarded, bare = start_api(context, person), start_unguarded(context, person)
    if guarded.ask({"query": PAGE}) != bare.ask({"query": PAGE}):
        raise RuntimeError("the page differs without guards")

    def loaded(server: Server) -> Callable[[], Served]:
        return lambda: context.run(server.load([{"query": PAGE}], context.pick(1.5, 5.0)))

    for server in (guarded, bare):
        context.run(server.load([{"query": PAGE}], 1.0))
    rounds = in_turns(context.pick(5, 9), LONGEST_SECONDS, loaded(guarded), loaded(bare))
    times = [(1000 / one.requests_per_second, 1000 / other.requests_per_second) for one, other in rounds]
    costs = [(one.cpu_ms, other.cpu_ms) for one, other in rounds]
    return [
        Figure.of("Transaction page with guards", "ms/request", PEER, times, is_higher_better=False),
        Figure.of(
            "Transaction page with guards, CPU of the process", "ms/request", PEER, costs, is_higher_better=False
        ),
    ]
