import tomllib
from pathlib import Path
from typing import Any, Final

KNOWLEDGE_FOLDER: Final = Path(__file__).with_name("knowledge")


def read_knowledge(name: str) -> dict[str, Any]:
    """A file of the curated knowledge, parsed. `name` is a TOML file in `knowledge/`."""
    with (KNOWLEDGE_FOLDER / name).open("rb") as file:
        return tomllib.load(file)
