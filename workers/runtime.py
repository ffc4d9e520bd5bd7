"""What a worker process works with: the platform, and the models that only workers load."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from core.adapters.wiring import Platform, build_platform
from core.ports.categoriser import Categoriser
from core.ports.document_reader import DocumentReader
from core.ports.embedder import Embedder
from core.ports.forecaster import Forecaster
from core.ports.receipt_matcher import ReceiptMatcher
from core.settings import Settings


@dataclass
class Tools:
    """The platform and the models. A model is imported and loaded when the first job needs it, then kept."""

    platform: Platform
    models: Path = field(init=False)

    def __post_init__(self) -> None:
        """Models live in the data folder."""
        self.models = self.platform.settings.data_folder.absolute() / "models"

    @cached_property
    def categoriser(self) -> Categoriser:
        """Sorts transactions."""
        from ml.categoriser.predict import load_categoriser  # noqa: PLC0415 scikit-learn only where it is used

        return load_categoriser(self.models)

    @cached_property
    def reader(self) -> DocumentReader:
        """Reads documents."""
        from ml.documents.reader import load_reader  # noqa: PLC0415 OCR only where it is used

        return load_reader()

    @cached_property
    def embedder(self) -> Embedder:
        """Turns text into vectors."""
        from ml.embeddings.load_embedder import load_embedder  # noqa: PLC0415 as above

        return load_embedder(self.platform.settings.onnx_embedder)

    @cached_property
    def forecaster(self) -> Forecaster:
        """Forecasts balances."""
        from ml.forecast.predict import load_forecaster  # noqa: PLC0415 as above

        return load_forecaster()

    @cached_property
    def matcher(self) -> ReceiptMatcher:
        """Ties receipts to payments."""
        from ml.matching.propose import load_matcher  # noqa: PLC0415 as above

        return load_matcher()


def build_tools(settings: Settings, *, process: str) -> Tools:
    """The tools of this process."""
    return Tools(build_platform(settings, process=process))
