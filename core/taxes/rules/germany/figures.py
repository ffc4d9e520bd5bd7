from pathlib import Path
from typing import Final

from core.taxes.rules.figures import Figures

CODE: Final = "DE"
CURRENCY: Final = "EUR"
FIGURES: Final = Figures.of_file(Path(__file__).with_name("figures.toml"))
REGIONS: Final = frozenset(
    {"BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"}
)
SOUTH: Final = frozenset({"BW", "BY"})
