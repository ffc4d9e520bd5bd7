"""The schema's linter refuses what the house rules forbid."""

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
ESLINT = WEB / "node_modules" / ".bin" / "eslint"
SOUND = '''
"""Reading."""
type Query {
  """Things."""
  things(
    """How many at most: 1 to 100."""
    first: Int! = 20
    """Go on after this."""
    after: String = null
    """Which."""
    filter: ThingFilter = null
    """The order."""
    orderBy: ThingOrder = null
  ): ThingConnection!
}
"""Changing."""
type Mutation {
  """Do."""
  doThing(
    """What to do it with."""
    input: ThingFilter!
  ): ThingPayload!
}
"""Answer."""
type ThingPayload {
  """Whether it is done."""
  isDone: Boolean
}
"""Which."""
input ThingFilter {
  """At least this much, in major units."""
  least: Float
}
"""The order."""
enum ThingOrder {
  """First."""
  FIRST
}
"""A page."""
type ThingConnection {
  """How many there are."""
  totalCount: Int!
  """Entries."""
  edges: [ThingEdge!]!
  """Where it lies."""
  pageInfo: PageInfo!
}
"""An entry."""
type ThingEdge {
  """The thing."""
  node: Thing!
  """Its place."""
  cursor: String!
}
"""Where a page lies."""
type PageInfo {
  """Whether more follows."""
  hasNextPage: Boolean!
  """Whether something came before."""
  hasPreviousPage: Boolean!
  """Cursor; null for none."""
  startCursor: String
  """Cursor; null for none."""
  endCursor: String
}
"""Any."""
interface Node {
  """Its id."""
  id: ID!
}
"""A thing."""
type Thing implements Node {
  """Its id."""
  id: ID!
  """Its old name."""
  label: String! @deprecated(reason: "Use `id`. Removed on 2099-01-01.")
}
'''

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not ESLINT.exists(), reason="the web app's packages are not installed"
)


def lint(folder: Path, schema: str) -> str:
    """What the linter says of a schema at the place of ours."""
    home = folder / "api" / "graphql"
    home.mkdir(parents=True, exist_ok=True)
    (home / "schema.graphql").write_text(schema)
    done = subprocess.run(  # noqa: S603 our own linter on our own text
        [ESLINT, "--config", WEB / "eslint.schema.mjs", "api/graphql/schema.graphql"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_a_sound_schema_passes(tmp_path: Path) -> None:
    assert lint(tmp_path, SOUND) == ""


def test_each_house_rule_refuses_its_mistake(tmp_path: Path) -> None:
    broken = (
        SOUND.replace("Removed on 2099-01-01.", "Removed on 2020-01-01.")
        .replace(", in major units", "")
        .replace("Cursor; null for none.", "Cursor.")
        .replace("orderBy: ThingOrder = null", "sort: ThingOrder = null")
        .replace("    input: ThingFilter!", "    id: ID!")
        .replace('"""First."""\n', "")
    )
    said = lint(tmp_path, broken)
    for rule in ("deprecation-date", "number-with-unit", "null-said", "uniform-list", "mutation-shape"):
        assert f"house/{rule}" in said, said
    assert "require-description" in said
