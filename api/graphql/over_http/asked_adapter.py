from cross_web import StarletteRequestAdapter

from api.graphql.compiled.asked import Asked


class AskedAdapter(StarletteRequestAdapter):
    """A request as strawberry sees it, with what we have read of it already."""

    @property
    def asked(self) -> Asked | None:
        """None for who opens GraphiQL."""
        asked: Asked | None = getattr(self._request.state, "asked", None)
        return asked
