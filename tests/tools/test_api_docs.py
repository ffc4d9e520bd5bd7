"""docs/api is built from the schema: whole, linked within itself, and checked to be up to date."""

import re
from pathlib import Path

import pytest

from api.graphql.schema import build_schema
from core.settings import LimitSettings
from tools.api_docs import __main__ as api_docs
from tools.api_docs.domains import is_list_part
from tools.api_docs.pages import Pages

SCHEMA = build_schema(LimitSettings())._schema
PAGES = Pages(SCHEMA, {"one.graphql": "{ jobs { edges { cursor } } }"}).written()
LINK = re.compile(r"\]\((\w+\.md)(?:#([\w-]+))?\)")


def anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {heading.lower().replace(",", "").replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_heading() -> None:
    broken = [
        (name, page, anchor)
        for name, text in PAGES.items()
        for page, anchor in LINK.findall(text)
        if page not in PAGES or (anchor and anchor not in anchors(PAGES[page]))
    ]
    assert broken == []


def test_every_part_of_the_schema_stands_on_a_page() -> None:
    told = set().union(*(anchors(text) for text in PAGES.values()))
    roots = {"query": SCHEMA.query_type, "mutation": SCHEMA.mutation_type, "subscription": SCHEMA.subscription_type}
    for word, root in roots.items():
        assert root is not None
        assert {f"{word}-{name.lower()}" for name in root.fields} <= told
    names = {heading.partition("-")[2] for heading in told}
    standard = {"string", "int", "float", "boolean", "id"}
    missing = {
        name
        for name, kind in SCHEMA.type_map.items()
        if name.lower() not in names | standard and not name.startswith("__") and not is_list_part(kind)
    }
    assert missing == {root.name for root in roots.values() if root is not None}


def test_a_page_links_the_examples_that_use_its_fields() -> None:
    assert "[`one.graphql`](../../api/http/examples/one.graphql)" in PAGES["jobs.md"]
    assert "one.graphql" not in PAGES["audit.md"]


def test_stale_pages_fail_and_writing_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["api_docs"])
    (tmp_path / "gone.md").write_text("a domain that is no more")
    assert api_docs.main(tmp_path) == 1
    assert "gone.md" in capsys.readouterr().out
    monkeypatch.setattr("sys.argv", ["api_docs", "--write"])
    assert api_docs.main(tmp_path) == 0
    monkeypatch.setattr("sys.argv", ["api_docs"])
    assert api_docs.main(tmp_path) == 0
    assert {path.name for path in tmp_path.iterdir()} == set(PAGES)
