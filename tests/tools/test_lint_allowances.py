from tests.tools.houses import MakeHouse
from tools.lints.allowances import apply_allowances
from tools.lints.commit_only_in_uow import RULE, check

RULES = frozenset({RULE, "file-length"})


def findings(make_house: MakeHouse, text: str) -> list[tuple[int, str]]:
    house = make_house({"core/sample.py": text})
    return [(finding.line, finding.rule) for finding in apply_allowances(house, check(house), RULES)]


def test_a_comment_on_the_line_or_above_allows(make_house: MakeHouse) -> None:
    text = (
        f"a.commit()  # lint: allow {RULE} – the twin commits by itself\n"
        f"# lint: allow {RULE} - the twin commits by itself\n"
        "b.commit()\n"
        "c.commit()\n"
    )
    assert findings(make_house, text) == [(4, RULE)]


def test_another_rule_s_comment_allows_nothing_and_is_found(make_house: MakeHouse) -> None:
    text = "a.commit()  # lint: allow file-length – it is long, and so it stays\n"
    assert findings(make_house, text) == [(1, "allow"), (1, RULE)]


def test_a_comment_needs_a_reason_and_a_rule_that_exists(make_house: MakeHouse) -> None:
    text = f"a.commit()  # lint: allow {RULE}\nb.commit()  # lint: allow no-such-rule – because of some reason\n"
    assert findings(make_house, text) == [(1, "allow"), (1, RULE), (2, "allow"), (2, RULE)]


def test_a_comment_that_is_not_needed_any_more_is_found(make_house: MakeHouse) -> None:
    assert findings(make_house, f"flush()  # lint: allow {RULE} – it committed once\n") == [(1, "allow")]


def test_typescript_has_its_own_comments(make_house: MakeHouse) -> None:
    house = make_house({"web/src/a.ts": "// lint: allow file-length – one table of countries\n" + "x;\n" * 600})
    from tools.lints import file_length  # noqa: PLC0415 the only test of another lint here

    assert apply_allowances(house, file_length.check(house), RULES) == []
