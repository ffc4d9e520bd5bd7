from typing import TYPE_CHECKING, Any

from cli.commands.invocation import AsJson
from cli.output import print_json, print_table

if TYPE_CHECKING:
    from core.taxonomy import Category, Group


def list_categories(as_json: AsJson = False) -> None:
    """Print the system's categories: key, names, what they mean for the books, merchant category codes."""
    from core.taxonomy import load_taxonomy  # noqa: PLC0415 reads a file, which `--help` need not

    taxonomy = load_taxonomy()
    pairs = [(group, category) for group in taxonomy.groups for category in group.categories]
    if as_json:
        for group, category in pairs:
            print_json(_as_json(group, category))
        return
    rows = [
        (category.key, category.names["en"], category.names["ru"], category.kind.value, category.deductible.value)
        for _, category in pairs
    ]
    print_table(("key", "English", "Russian", "kind", "deductible"), rows)


def _as_json(group: "Group", category: "Category") -> dict[str, Any]:
    return {
        "key": category.key,
        "group": {"key": group.key, "names": dict(group.names)},
        "names": dict(category.names),
        "kind": category.kind.value,
        "deductible": category.deductible.value,
        "mcc": list(category.mcc),
    }
