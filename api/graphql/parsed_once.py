from collections.abc import Iterator

from graphql import GraphQLSyntaxError
from strawberry.extensions import ParserCache


class ParsedOnce(ParserCache):
    """strawberry's cache of parsed documents, with the errors of what can't be parsed left to strawberry.

    Raised from here, before strawberry looks for them, they were lost on a socket: it heard that all was complete.
    """

    def on_parse(self) -> Iterator[None]:
        """Take the document from the cache, or put it there."""
        context = self.execution_context
        try:
            context.graphql_document = self.cached_parse_document(context.query, **context.parse_options)
        except GraphQLSyntaxError:
            context.graphql_document = None  # parsed again after us, where the error is expected
        yield
