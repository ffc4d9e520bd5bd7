from pathlib import Path
from typing import Final

from core.taxes.rules.figures import Figures

CODE: Final = "RU"
CURRENCY: Final = "RUB"
FIGURES: Final = Figures.of_file(Path(__file__).with_name("figures.toml"))
