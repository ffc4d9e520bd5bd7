"""A measurement that prints what it is told: `python -m tests.tools.models.print_json '{"f1": 0.5}'`."""

import sys

if __name__ == "__main__":
    print("measuring")  # noqa: T201 - measurements may print more than their result
    print(sys.argv[1])  # noqa: T201 - its output
    sys.exit(0 if sys.argv[1].startswith("{") else 1)
