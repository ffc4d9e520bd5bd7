import pytest

from tests.tools.houses import MakeHouse
from tools.lints.file_length import check


def lines(count: int) -> str:
    return "x = 1\n" * count


@pytest.mark.parametrize(
    ("path", "most"),
    [("core/a.py", 500), ("web/src/page.tsx", 500), ("tests/core/test_a.py", 600), ("web/src/a.test.ts", 600)],
)
def test_the_ceiling_is_exact(make_house: MakeHouse, path: str, most: int) -> None:
    assert list(check(make_house({path: lines(most)}))) == []
    (finding,) = check(make_house({path: lines(most + 1)}))
    assert (finding.path, finding.line) == (path, 1)
    assert f"{most + 1} lines, {most} at most" in finding.message


def test_what_tools_write_is_not_counted(make_house: MakeHouse) -> None:
    generated = [
        "requirements/dev.lock",
        "web/package-lock.json",
        "web/src/gql/graphql.ts",
        "api/graphql/schema.graphql",
    ]
    assert list(check(make_house({path: lines(3000) for path in generated}))) == []
