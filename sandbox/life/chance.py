from random import Random


def chance(*parts: object) -> Random:
    """A random stream that depends on its name alone: every bank and every restart draws the same."""
    return Random(":".join(str(part) for part in parts))  # noqa: S311 - made-up shopping, not a secret
