"""Seven GraphQL operations a second from the real API process beside a plain strawberry twin and PostGraphile 4."""

from collections.abc import Callable, Sequence

import asyncpg
from sqlalchemy import text

from core.identity.models import UserRow
from tests.bench.context import Context
from tests.bench.figure import Figure, in_turns
from tests.bench.graphql_operations import Operation, operations, same_page
from tests.bench.graphql_servers import (
    CONNECTIONS,
    Body,
    Served,
    Server,
    signed_in,
    start_api,
    start_postgraphile,
    start_twin,
)
from tests.bench.import_file import import_file
from tests.fixtures.statements.generate import write_statement

TWIN, POSTGRAPHILE = "plain strawberry twin", "PostGraphile 4"
LONGEST_SECONDS = 120
"""For one operation: no round begins after it."""
SORT_ALL = """
WITH leaf AS (SELECT id, row_number() OVER (ORDER BY key) - 1 AS place FROM categories WHERE parent_id IS NOT NULL)
UPDATE transactions SET category_id = leaf.id FROM leaf
WHERE leaf.place = abs(hashtext(transactions.merchant_key)) % (SELECT count(*) FROM leaf)
"""


def run(context: Context) -> list[Figure]:
    """Sign-in, permissions, row-level security, limits, audit and telemetry are on in ours; the peers have none."""
    person = made_up_books(context)
    api, twin, postgraphile = start_api(context, person), start_twin(context, person), start_postgraphile(context)
    figures: list[Figure] = []
    for operation in operations(api, str(person.id)):
        api = signed_in(api, person)
        sides: dict[str, tuple[Server, Sequence[Body]]] = {TWIN: (twin, operation.ours)}
        if postgraphile is not None:
            sides[POSTGRAPHILE] = (postgraphile, operation.postgraphile)
        _compare(operation, api, sides)
        figures += _measure(context, operation, api, sides)
    context.note(f"graphql: the API process has {api.resident_mb:,.0f} MB resident after the load")
    return figures


def _compare(operation: Operation, api: Server, sides: dict[str, tuple[Server, Sequence[Body]]]) -> None:
    """Before anything is measured: the twin gives the same answers, PostGraphile the same page."""
    ours = api.ask(operation.ours[0])
    for name, (server, bodies) in sides.items():
        theirs = server.ask(bodies[0])
        is_same = ours == theirs if name == TWIN else operation.name != "page" or same_page(ours, theirs)
        if not is_same:
            raise RuntimeError(f"{operation.name}: ours {ours} and {name} {theirs}")


def _measure(
    context: Context, operation: Operation, api: Server, peers: dict[str, tuple[Server, Sequence[Body]]]
) -> list[Figure]:
    sides = [(api, operation.ours), *peers.values()]
    seconds = context.pick(1.0, 4.0)

    def loaded(server: Server, bodies: Sequence[Body]) -> Callable[[], Served]:
        return lambda: context.run(server.load(bodies, seconds))

    for server, bodies in sides:
        context.run(server.load(bodies, 1.0))  # unmeasured: statements are prepared, pools full, plans learnt
    rounds = context.pick(3, 5)
    measured = in_turns(rounds, LONGEST_SECONDS, *(loaded(server, bodies) for server, bodies in sides))
    return [figure for place, peer in enumerate(peers, 1) for figure in _figures(operation.name, measured, place, peer)]


def _figures(operation: str, measured: Sequence[Sequence[Served]], place: int, peer: str) -> list[Figure]:
    name = f"GraphQL {operation}, {CONNECTIONS} connections"
    pairs = [(sides[0], sides[place]) for sides in measured]
    rates = [(ours.requests_per_second, other.requests_per_second) for ours, other in pairs]
    tails = [(ours.p95_ms, other.p95_ms) for ours, other in pairs]
    costs = [(ours.cpu_ms, other.cpu_ms) for ours, other in pairs]
    return [
        Figure.of(name, "requests/s", peer, rates),
        Figure.of(f"{name}, p95", "ms", peer, tails, is_higher_better=False),
        Figure.of(f"GraphQL {operation}, CPU of the process", "ms/request", peer, costs, is_higher_better=False),
    ]


def made_up_books(context: Context) -> UserRow:
    """A person with a year of sorted transactions on three accounts, and another with as many."""
    people = [context.person() for _ in range(2)]
    rows = context.pick(1_000, 4_000)
    for seed, format_ in enumerate(("csv_ru", "csv_en", "ofx2")):
        content = write_statement(format_, rows, seed)
        for person in people:
            import_file(context, content, rows, person.id)
    context.run(_sort_all(context))
    return people[0]


async def _sort_all(context: Context) -> None:
    async with context.platform.database.system.begin() as connection:
        await connection.execute(text(SORT_ALL))
    owner = await asyncpg.connect(context.services.owner_url)
    await owner.execute("ANALYZE")  # as autovacuum does: without statistics plans are chance
    await owner.close()
