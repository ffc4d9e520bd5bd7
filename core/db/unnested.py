"""Many rows in one statement, whatever their number: arrays as the rows of a table."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import TableValuedAlias, cast, func
from sqlalchemy import column as sql_column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import TypeEngine


def unnested(*columns: tuple[str, Sequence[Any], TypeEngine[Any]]) -> TableValuedAlias:
    """A table `said` of columns, each a name, its values and their type. All have as many values."""
    arrays = [cast(list(values), ARRAY(kind)) for _, values, kind in columns]
    named = [sql_column(name, kind) for name, _, kind in columns]
    return func.unnest(*arrays).table_valued(*named).render_derived(name="said")
