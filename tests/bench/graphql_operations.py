"""The seven operations of the GraphQL bench, as each server's schema has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.graphql.declare.node import split_id
from tests.bench.graphql_servers import Body, Server

PAGE = """query Page { transactions(first: 20) {
  edges { node {
    id bookedOn description amount { amount currency }
    category { id key nameEn } account { id name }
  } }
  pageInfo { hasNextPage }
} }"""
DASHBOARD = """query Dashboard {
  accounts(first: 10) { edges { node {
    id name balance { amount currency } balanceOn
    transactions(first: 5) { edges { node { id bookedOn description amount { amount currency } } } }
  } } }
  forecasts(first: 1) { edges { node { id status asOf horizonDays } } }
  insights(first: 5) { edges { node { id kind label day } } }
}"""
NODE = """query One($id: ID!) { node(id: $id) { id ... on Transaction {
  bookedOn description amount { amount currency } category { id nameEn } account { id name } note
} } }"""
SEARCH = """query Search($filter: TransactionFilter) { transactions(first: 20, filter: $filter) {
  totalCount
  edges { node { id bookedOn description amount { amount currency } } }
  pageInfo { hasNextPage }
} }"""
NESTED = """query Nested { accounts(first: 10) { edges { node {
  id name transactions(first: 10) { edges { node {
    id bookedOn amount { amount currency } category { id nameEn } documents { id status document { id filename } }
  } } }
} } } }"""
VIEWER = "query Me { viewer { id email displayName } }"
MUTATION = """mutation Note($input: UpdateTransactionInput!) { updateTransaction(input: $input) {
  transaction { id note } errors { code }
} }"""

P_PAGE = """query Page { allTransactions(
  first: 20, orderBy: [BOOKED_ON_DESC, ID_DESC], condition: { userId: "USER", deletedAt: null }
) { edges { node {
    id bookedOn description amountMinor currency
    categoryByCategoryId { id key nameEn } accountByUserIdAndAccountId { id name }
  } }
  pageInfo { hasNextPage }
} }"""
P_DASHBOARD = """query Dashboard {
  allAccounts(first: 10, orderBy: [NAME_ASC], condition: { userId: "USER", archivedAt: null }) { edges { node {
    id name balanceMinor currency balanceOn
    transactionsByUserIdAndAccountId(first: 5, orderBy: [BOOKED_ON_DESC, ID_DESC], condition: { deletedAt: null }) {
      edges { node { id bookedOn description amountMinor currency } } }
  } } }
  allForecasts(first: 1, orderBy: [CREATED_AT_DESC], condition: { userId: "USER" }) {
    edges { node { id status asOf horizonDays } } }
  allInsights(first: 5, orderBy: [SEQUENCE_DESC], condition: { userId: "USER", dismissedAt: null }) {
    edges { node { id kind label day } } }
}"""
P_NODE = """query One($id: UUID!) { transactionById(id: $id) {
  id bookedOn description amountMinor currency categoryByCategoryId { id nameEn }
  accountByUserIdAndAccountId { id name } note
} }"""
P_SEARCH = """query Search($category: UUID!) { allTransactions(
  first: 20, orderBy: [BOOKED_ON_DESC, ID_DESC], condition: { userId: "USER", deletedAt: null, categoryId: $category }
) { totalCount edges { node { id bookedOn description amountMinor currency } } pageInfo { hasNextPage } } }"""
P_NESTED = """query Nested {
  allAccounts(first: 10, orderBy: [NAME_ASC], condition: { userId: "USER", archivedAt: null }) { edges { node {
    id name
    transactionsByUserIdAndAccountId(first: 10, orderBy: [BOOKED_ON_DESC, ID_DESC], condition: { deletedAt: null }) {
      edges { node {
        id bookedOn amountMinor currency categoryByCategoryId { id nameEn }
        documentMatchesByUserIdAndTransactionId { edges { node {
          id status documentByUserIdAndDocumentId { id filename } } } }
      } } }
  } } }
}"""
P_VIEWER = 'query Me { userById(id: "USER") { id email displayName } }'
P_MUTATION = """mutation Note($id: UUID!, $note: String!) {
  updateTransactionById(input: { id: $id, transactionPatch: { note: $note } }) { transaction { id note } }
}"""


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked of ours and of the twin, and of PostGraphile. More bodies than one are asked in turn."""

    name: str
    ours: Sequence[Body]
    postgraphile: Sequence[Body]


def operations(api: Server, person: str) -> list[Operation]:
    """All seven. Rows are named as the API's first page gives them; `person` is the signed-in one's key."""
    page = api.ask({"query": PAGE})["transactions"]["edges"]
    ids = [edge["node"]["id"] for edge in page]
    category = next(edge["node"]["category"]["id"] for edge in page if edge["node"]["category"])

    def both(name: str, ours: Any, theirs: Any) -> Operation:
        return Operation(name, ours, [{**body, "query": body["query"].replace("USER", person)} for body in theirs])

    def plain(name: str, ours: str, theirs: str) -> Operation:
        return both(name, [{"query": ours}], [{"query": theirs}])

    notes = [(id_, f"note {turn}") for turn in range(2) for id_ in ids]
    return [
        plain("page", PAGE, P_PAGE),
        plain("dashboard", DASHBOARD, P_DASHBOARD),
        both(
            "node by id",
            [{"query": NODE, "variables": {"id": id_}} for id_ in ids],
            [{"query": P_NODE, "variables": {"id": key_of(id_)}} for id_ in ids],
        ),
        both(
            "search with count",
            [{"query": SEARCH, "variables": {"filter": {"categoryIds": [category]}}}],
            [{"query": P_SEARCH, "variables": {"category": key_of(category)}}],
        ),
        plain("nested", NESTED, P_NESTED),
        plain("viewer", VIEWER, P_VIEWER),
        both(
            "mutation",
            [{"query": MUTATION, "variables": {"input": {"id": id_, "note": note}}} for id_, note in notes],
            [{"query": P_MUTATION, "variables": {"id": key_of(id_), "note": note}} for id_, note in notes],
        ),
    ]


def key_of(global_id: str) -> str:
    """The key inside a global id, for a server whose ids are keys."""
    return str(split_id(global_id)[1])


def same_page(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether PostGraphile's page tells of the same rows as ours, in the same order."""
    own = [(key_of(edge["node"]["id"]), edge["node"]["description"]) for edge in ours["transactions"]["edges"]]
    return own == [(edge["node"]["id"], edge["node"]["description"]) for edge in theirs["allTransactions"]["edges"]]
