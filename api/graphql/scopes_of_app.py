from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from api.graphql.context import Context
from api.graphql.declare.scopes import InsufficientScopeError


class ScopesOfApp(SchemaExtension):
    """An app's operation runs when its token reaches everything that the document selects, and not in part.

    It holds for requests, streams and sockets alike; `check` refuses every field of an app that did not come by here.
    """

    def on_validate(self) -> Iterator[None]:
        """After the document's own rules, whose errors come first: the cache before us has run them."""
        running = self.execution_context
        if not running.pre_execution_errors:
            self._look(running.context)
        yield

    def _look(self, context: Context | None) -> None:
        running = self.execution_context
        document, text = running.graphql_document, running.query
        if context is None or context.actor is None or context.actor.app is None or context.scope_rules is None:
            return
        if document is None or text is None:
            return
        try:
            context.scope_rules.learn(text, document).check(context.actor.app)
        except InsufficientScopeError as error:
            running.pre_execution_errors = [GraphQLError(error.message, original_error=error)]
        else:
            context.is_cleared = True
