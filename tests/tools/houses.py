from collections.abc import Callable, Mapping

from tools.lints.house import House

MakeHouse = Callable[[Mapping[str, str]], House]
"""Makes a house of files, by path from its root."""
