"""What a document may ask for, reckoned before it runs: its depth, its aliases and its cost.

Each fragment is reckoned once. strawberry's own rules for depth and aliases follow every spread anew: twenty fragments
that each spread the next one twice took them ten seconds, thirty would take hours.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    VariableNode,
)

from core.db.keyset import MAX_PAGE
from core.settings import LimitSettings

ORDINARY_PAGE: Final = 25
"""What a page counts for when its size is a variable: its value is not known when the document is validated."""
EXPENSIVE: Final = {"searchDocuments": 20, "askDocuments": 20, "categoryTotals": 20, "totalCount": 20, "text": 5}
"""Fields that cost more than a row's column."""
LONG_LISTS: Final = {"results": MAX_PAGE}
"""Lists without pages, and how many entries each counts for."""
OfField = Callable[[FieldNode, int], int]
"""From a field and the figure of its selection to its own."""


def document_limits(limits: LimitSettings) -> list[type[ValidationRule]]:
    """The validation rules.

    A field lies one deeper than the field it is selected on; each field costs one, and what lies in a list costs as
    often as the page may have rows.
    """
    return [
        _limit(_depth, _most, limits.query_depth, "The query is deeper than {most}. Ask in steps."),
        _limit(_aliases, sum, limits.query_aliases, "The query has more than {most} aliases."),
        _limit(
            _cost,
            sum,
            limits.query_cost,
            "The query could cost more than {most}. Ask for fewer fields or smaller pages.",
            {"code": "QUERY_TOO_COSTLY"},
        ),
    ]


def _limit(
    of_field: OfField,
    join: Callable[[Iterable[int]], int],
    most: int,
    message: str,
    extensions: dict[str, Any] | None = None,
) -> type[ValidationRule]:
    class Limit(ValidationRule):
        """Refuses an operation whose figure is above `most`."""

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
            """Reckon one operation."""
            if _Reckoning(self.context, of_field, join).of(node.selection_set) > most:
                self.report_error(GraphQLError(message.format(most=most), node, extensions=extensions))

    return Limit


class _Reckoning:
    """One figure of one operation."""

    def __init__(self, context: ValidationContext, of_field: OfField, join: Callable[[Iterable[int]], int]) -> None:
        self._context = context
        self._of_field = of_field
        self._join = join
        self._known: dict[str, int] = {}

    def of(self, selections: SelectionSetNode | None) -> int:
        """The figure of a selection."""
        return self._join([self._of_one(node) for node in selections.selections]) if selections is not None else 0

    def _of_one(self, node: SelectionNode) -> int:
        if isinstance(node, FieldNode):
            return self._of_field(node, self.of(node.selection_set))
        if isinstance(node, FragmentSpreadNode):
            return self._of_fragment(node.name.value)
        return self.of(node.selection_set) if isinstance(node, InlineFragmentNode) else 0

    def _of_fragment(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = 0  # a cycle is another rule's error
            definition = self._context.get_fragment(name)
            self._known[name] = self.of(definition.selection_set) if definition is not None else 0
        return self._known[name]


def _depth(node: FieldNode, below: int) -> int:
    """The schema's own fields are free: introspection is deep."""
    return 0 if node.selection_set is None or node.name.value.startswith("__") else 1 + below


def _most(depths: Iterable[int]) -> int:
    return max(depths, default=0)


def _aliases(node: FieldNode, below: int) -> int:
    return below + (node.alias is not None)


def _cost(node: FieldNode, below: int) -> int:
    return EXPENSIVE.get(node.name.value, 1) + _page(node) * below


def _page(node: FieldNode) -> int:
    """How many times what lies in a field may come: the page's size where it is written down."""
    if node.name.value in LONG_LISTS:
        return LONG_LISTS[node.name.value]
    for argument in node.arguments or ():
        if argument.name.value == "ids":
            return max(1, len(argument.value.values)) if isinstance(argument.value, ListValueNode) else ORDINARY_PAGE
        if argument.name.value == "first":
            if isinstance(argument.value, IntValueNode):
                return min(MAX_PAGE, max(1, int(argument.value.value)))
            if isinstance(argument.value, VariableNode):
                return ORDINARY_PAGE
    return 1
