"""Enums of the domain as the schema shows them, each member with words of its own."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, cast

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition


def show_enum(shown: type[Enum], description: str, words: Mapping[Any, str], name: str | None = None) -> None:
    """Register an enum; `words` has every member. Raises ValueError where one is missing or is no member."""
    if set(words) != set(shown):
        raise ValueError(f"{shown.__name__}: {sorted(member.name for member in set(words) ^ set(shown))}")
    strawberry.enum(shown, name=name, description=description)
    definition = cast("StrawberryEnumDefinition", vars(shown)["__strawberry_definition__"])
    for value in definition.values:
        value.description = words[shown[value.name]]
