"""The pictures of the model cards: is a confidence to be believed, and where are the errors."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.models.measurement import ROOT

PLOTS = ROOT / "docs" / "models" / "plots"
_INK, _OURS, _OTHERS = "#3f3f46", "#047857", "#a1a1aa"


def draw(plot: Mapping[str, Any], told: Any, path: Path) -> None:
    """Write one picture as SVG, the same bytes for the same figures. matplotlib is of the `bench` group."""
    import matplotlib as mpl  # noqa: PLC0415 - only who draws needs it
    from matplotlib.figure import Figure  # noqa: PLC0415

    mpl.rcParams["svg.hashsalt"] = "solvent"
    figure = Figure(figsize=(6, 4), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(plot["title"], color=_INK, loc="left")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _KINDS[plot["kind"]](axes, told)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def _reliability(axes: Any, told: Sequence[Mapping[str, float]]) -> None:
    """Each bin's confidence beside the share that was right; the larger the dot the more there were."""
    most = max(bin_["count"] for bin_ in told)
    axes.plot([0, 1], [0, 1], color=_OTHERS, linewidth=1, linestyle="--")
    axes.scatter(
        [bin_["confidence"] for bin_ in told],
        [bin_["right"] for bin_ in told],
        s=[20 + 180 * bin_["count"] / most for bin_ in told],
        color=_OURS,
    )
    axes.set(xlabel="confidence told", ylabel="share that was right", xlim=(0, 1.02), ylim=(0, 1.02))


def _bars(axes: Any, told: Mapping[str, float]) -> None:
    """One bar a name, the largest on top; `ours` in colour."""
    names = sorted(told, key=lambda name: told[name])
    bars = axes.barh(names, [told[name] for name in names], color=[_OURS if "ours" in n else _OTHERS for n in names])
    axes.bar_label(bars, fmt="%.3g", padding=3, color=_INK)


def _lines(axes: Any, told: Mapping[str, Sequence[float]]) -> None:
    """One line a name over 1, 2, 3 …; `ours` in colour."""
    for name, values in told.items():
        is_ours = name == "ours"
        axes.plot(
            range(1, len(values) + 1),
            values,
            label=name,
            color=_OURS if is_ours else None,
            linewidth=2.5 if is_ours else 1,
        )
    axes.legend(frameon=False)


_KINDS: dict[str, Callable[[Any, Any], None]] = {"reliability": _reliability, "bars": _bars, "lines": _lines}
