"""A file has at most 500 lines, a test file 600.

Files are named after one use case, and about 100 lines tell one. At 300 look for the seam; past 500 nobody reads the
whole any more. What a tool writes (locks, generated types, the printed schema) is not read and not counted.
"""

from collections.abc import Iterator

from tools.lints.house import Finding, House, SourceFile

RULE = "file-length"
MOST, MOST_IN_TESTS = 500, 600
COUNTED = (".py", ".ts", ".tsx", ".js", ".mjs", ".css", ".sh", ".tf", ".sql")
GENERATED = ("web/src/gql",)


def check(house: House) -> Iterator[Finding]:
    """Files that are too long. An allowance stands on the file's first line."""
    for file in house.files:
        if not file.path.endswith(COUNTED) or file.is_in(*GENERATED):
            continue
        most = MOST_IN_TESTS if _is_test(file) else MOST
        if len(file.lines) > most:
            yield Finding(file.path, 1, RULE, f"{len(file.lines)} lines, {most} at most: find the seam and split it")


def _is_test(file: SourceFile) -> bool:
    return file.folder == "tests" or ".test." in file.path or file.is_in("web/tests", "web/e2e")
