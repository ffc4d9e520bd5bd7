from collections.abc import Iterator

from graphql import GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension


class OneOperation(SchemaExtension):
    """A document with several operations needs the name of one: strawberry would run the first, whatever was meant."""

    def on_validate(self) -> Iterator[None]:
        """After the document's own rules, whose errors come first."""
        context = self.execution_context
        document = context.graphql_document
        named = context._provided_operation_name  # noqa: SLF001 `operation_name` is the first one's when none was given
        if document is not None and named is None and not context.pre_execution_errors:
            operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
            if len(operations) > 1:
                error = GraphQLError("The document has several operations: say which by `operationName`.", operations)
                context.pre_execution_errors = [error]
        yield
