"""A mutation's field that writes at once: its arguments, and the statement and the shape of what it answers."""

import re
from collections.abc import Mapping
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from graphql.execution.values import VariableValues

from api.graphql.compiled.code import Code, object_of
from api.graphql.compiled.compile_root import KEY
from api.graphql.compiled.selected import Document, NotCompiledError, declared_field
from api.graphql.compiled.shape_connection import RECORD
from api.graphql.compiled.shape_row import PERSON, Level, Rows, row_type, shape_row
from api.graphql.compiled.sql_text import piece_of, statement_of
from api.graphql.context import Context
from api.graphql.declare.permission import PERMISSION_KEY, Permission, check
from api.graphql.declare.write_at_once import WRITE_KEY, WriteAtOnce
from core.db.at_once import JUST_CHANGED, Part
from core.identity.permission import ACROSS_PEOPLE


class Write:
    """One root field of a mutation. It answers only what went well: errors are told by the resolver."""

    def __init__(self, document: Document, field: GraphQLField, nodes: list[FieldNode]) -> None:
        declared = declared_field(field)
        permission, write = declared.metadata[PERMISSION_KEY], declared.metadata[WRITE_KEY]
        if not isinstance(permission, Permission) or permission in ACROSS_PEOPLE:
            raise NotCompiledError("the permission is the resolvers'")
        self._permission = permission
        self._write: WriteAtOnce = write
        self._document, self._field, self._node = document, field, nodes[0]
        select, level, code = write.rows(PERSON, KEY), Level(is_root=True), Code()
        answer = self._payload(nodes, Rows.of(level, "b", select, code, RECORD))
        self._shape = code.function([RECORD], f"return {answer}")
        selected, joined = ", ".join(level.columns) or "true", " ".join(level.joins)
        base = piece_of(select)
        self._of_row = statement_of(f"SELECT {selected} FROM ({base.text}) b {joined}", [base, *level.pieces])  # noqa: S608 names of our own tables; values have places
        self._of_changed = statement_of(f"SELECT {selected} FROM changed b {joined}", level.pieces)  # noqa: S608 as above
        # A statement sees tables as they were before it: who asks for more rows of the changed one reads them after.
        table = select.column_descriptions[0]["entity"].__tablename__
        self._is_read_after = re.search(rf"\b{table}\b", joined) is not None

    async def answer(self, context: Context, variables: VariableValues) -> Any:
        """Do it, and give the field's value.

        Raises NotCompiledError, NotAtOnceError, DomainError, and what PersonConnections raises.
        """
        check(self._permission, context)
        arguments = self._document.arguments(self._field, self._node, variables)
        told: dict[str, Any] = {"person": context.person}
        of_changed = self._of_changed
        # What is written at once is written as the person, and tells their webhooks; an app sees less than they do.
        is_read_after = self._is_read_after or context.client_id is not None
        work = context.at_once(JUST_CHANGED if is_read_after else Part(of_changed.text, of_changed.bound(told)))
        told["key"] = await self._write.run(work, **arguments)
        if work.answered is not None and not is_read_after:
            return self._shape(work.answered)
        asked, reads = (self._of_row.text, self._of_row.bound(told)), context.platform.database.person_reads
        [records] = await reads.fetch(context.person, [asked], client_id=context.client_id)
        if not records:
            raise NotCompiledError("somebody removed it")
        return self._shape(records[0])

    def _payload(self, nodes: list[FieldNode], rows: Rows) -> str:
        kind = row_type(self._field)
        fields = self._document.fields(kind, [node.selection_set for node in nodes])
        return object_of([(key, self._part(kind, below, rows)) for key, below in fields.items()])

    def _part(self, kind: GraphQLObjectType, nodes: list[FieldNode], rows: Rows) -> str:
        name = nodes[0].name.value
        if name == "__typename":
            return repr(kind.name)
        if name == "errors":
            return "[]"
        if name != self._write.field:
            raise NotCompiledError(f"{name} is the resolvers'")
        return shape_row(self._document, row_type(kind.fields[name]), [node.selection_set for node in nodes], rows)


class WritePlan:
    """A mutation of one field."""

    def __init__(self, key: str, write: Write) -> None:
        self._key = key
        self._write = write

    async def answer(self, context: Context, variables: VariableValues) -> Mapping[str, Any]:
        """The operation's data. Raises as `Write.answer`."""
        return {self._key: await self._write.answer(context, variables)}


def is_written_at_once(field: GraphQLField) -> bool:
    """Whether a mutation's field says how it is done at once."""
    return WRITE_KEY in declared_field(field).metadata
