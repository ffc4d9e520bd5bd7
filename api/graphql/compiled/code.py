"""Shaping as one function of generated Python: a call for each value of each row was a third of a page's time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

Write = Callable[[str], str]
"""From the text of an expression for a value to the text of one for what stands in the answer."""


@dataclass(frozen=True, slots=True)
class Read:
    """An expression for a value. `is_there`: it is never None."""

    text: str
    is_there: bool = False


@dataclass(slots=True)
class Code:
    """The source of functions, and the objects that it names.

    All that comes from a request stands in it as a literal made by `repr` or as a held object: never as source.
    """

    held: dict[str, Any] = field(default_factory=dict)
    _numbers: Any = field(default_factory=count)

    def hold(self, value: Any) -> str:
        """A name for an object."""
        for name, known in self.held.items():
            if known is value:
                return name
        name = f"h{next(self._numbers)}"
        self.held[name] = value
        return name

    def name(self) -> str:
        """A new variable."""
        return f"v{next(self._numbers)}"

    def call(self, function: Callable[..., Any], *arguments: str) -> str:
        """A call of a function."""
        return f"{self.hold(function)}({', '.join(arguments)})"

    def unless_none(self, value: Read, write: Write) -> str:
        """`write` of a value, or None where it is None. The value is worked out once."""
        if value.is_there:
            return write(value.text)
        name = self.name()
        return f"(None if ({name} := {value.text}) is None else {write(name)})"

    def function(self, parameters: Sequence[str], *lines: str) -> Callable[..., Any]:
        """Make a function of its lines; the last returns."""
        body = "\n    ".join(lines)
        source = f"def shape({', '.join(parameters)}):\n    {body}"
        names = dict(self.held)
        exec(compile(source, "<compiled read>", "exec"), names)  # noqa: S102 our own source: see the class
        made: Callable[..., Any] = names["shape"]
        return made


def object_of(parts: Sequence[tuple[str, str]]) -> str:
    """A dict of expressions by key."""
    return "{" + ", ".join(f"{key!r}: {text}" for key, text in parts) + "}"
