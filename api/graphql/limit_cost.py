"""What a document may cost, reckoned before it runs."""

from typing import Final

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

ORDINARY_PAGE: Final = 25
"""What a page counts for when its size is a variable: its value is not known when the document is validated."""
EXPENSIVE: Final = {"searchDocuments": 20, "askDocuments": 20, "categoryTotals": 20, "totalCount": 20, "text": 5}
"""Fields that cost more than a row's column."""
LONG_LISTS: Final = {"results": MAX_PAGE}
"""Lists without pages, and how many entries each counts for."""


def limit_cost(most: int) -> type[ValidationRule]:
    """A validation rule: each field costs one, what lies in a list costs as often as the page may have rows."""

    class CostLimit(ValidationRule):
        """Refuses a document that could cost more than `most`."""

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
            """Reckon one operation."""
            if Reckoning(self.context, most).cost_of(node.selection_set) > most:
                message = f"The query could cost more than {most}. Ask for fewer fields or smaller pages."
                self.report_error(GraphQLError(message, node, extensions={"code": "QUERY_TOO_COSTLY"}))

    return CostLimit


class Reckoning:
    """The cost of one operation, reckoned no further than the budget."""

    def __init__(self, context: ValidationContext, budget: int) -> None:
        self._context = context
        self._budget = budget
        self._spreading: set[str] = set()
        self._known: dict[str, int] = {}

    def cost_of(self, selection: SelectionSetNode | None) -> int:
        """Cost of a selection."""
        total = 0
        for node in selection.selections if selection is not None else ():
            total += self._cost_of_one(node)
            if total > self._budget:
                break
        return total

    def _cost_of_one(self, node: SelectionNode) -> int:
        if isinstance(node, FieldNode):
            return EXPENSIVE.get(node.name.value, 1) + _page(node) * self.cost_of(node.selection_set)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        return self.cost_of(node.selection_set) if isinstance(node, InlineFragmentNode) else 0

    def _fragment(self, name: str) -> int:
        """Each fragment is reckoned once, so that fragments of fragments can't make the reckoning itself costly."""
        definition = self._context.get_fragment(name)
        if definition is None or name in self._spreading:  # a cycle is another rule's error
            return 0
        if name not in self._known:
            self._spreading.add(name)
            self._known[name] = self.cost_of(definition.selection_set)
            self._spreading.discard(name)
        return self._known[name]


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
