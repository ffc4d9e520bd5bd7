import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import AliasChoices, BaseModel

from core.settings import Settings

GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"
PREFIX = "SOLVENT_"


def variables(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """The environment variables of a settings tree."""
    for name, field in model.model_fields.items():
        alias = field.validation_alias
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from variables(field.annotation, f"{prefix}{name.upper()}__")
        elif isinstance(alias, AliasChoices):
            yield str(alias.choices[0])
        else:
            yield f"{prefix}{name.upper()}"


def test_the_guide_names_every_setting_and_no_other() -> None:
    rows = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    first_cells = [row.split("|")[1] for row in rows]
    named = {name for cell in first_cells for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)}
    assert named == set(variables(Settings, PREFIX))
