from pathlib import Path
from typing import Final

from core.taxes.rules.figures import Figures

CODE: Final = "GB"
CURRENCY: Final = "GBP"
FIGURES: Final = Figures.of_file(Path(__file__).with_name("figures.toml"))
SCOTLAND: Final = "SCT"
REGIONS: Final = frozenset({"ENG", "WLS", "NIR", SCOTLAND})
