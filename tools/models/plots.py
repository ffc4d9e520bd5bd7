"""The pictures of the model cards: is a confidence to be believed, and where are the errors."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ml.reliability import BANDS
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
    """Each band's confidence beside the share that was right, with the 95 % interval; below, how many each band has."""
    axes.plot([0, 1], [0, 1], color=_OTHERS, linewidth=1, linestyle="--", label="confidence that holds")
    for band in told:
        low, high = (band["low"], band["high"]) if "low" in band else _interval(band["right"], band["count"])
        axes.plot([band["confidence"]] * 2, [low, high], color=_OURS, linewidth=2, alpha=0.4, solid_capstyle="butt")
    axes.plot(
        [b["confidence"] for b in told],
        [b["right"] for b in told],
        color=_OURS,
        marker="o",
        linewidth=1,
        label="found, 95 % interval",
    )
    axes.legend(frameon=False, loc="upper left", fontsize=8)
    axes.set(ylabel="share that was right", xlim=(-0.02, 1.02), ylim=(-0.04, 1.04))
    axes.tick_params(labelbottom=False)
    _counts(axes.inset_axes((0, -0.3, 1, 0.2), sharex=axes), told)


def _counts(axes: Any, told: Sequence[Mapping[str, float]]) -> None:
    """A bar a tenth of confidence, as wide as the tenth, so that no two numbers meet."""
    middles = [min(int(band["confidence"] * BANDS), BANDS - 1) / BANDS + 0.5 / BANDS for band in told]
    bars = axes.bar(middles, [band["count"] for band in told], width=0.8 / BANDS, color=_OTHERS)
    axes.bar_label(bars, [f"{band['count']:,}" for band in told], padding=1, color=_INK, fontsize=8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(labelbottom=True)
    axes.set(xlabel="confidence told, and how many were told so", yticks=[], xticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.margins(y=0.35)


def _interval(share: float, count: float) -> tuple[float, float]:
    """Wilson's 95 % interval: it is honest for few as well."""
    z = 1.96
    middle = share + z * z / (2 * count)
    spread = z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def _coverage(axes: Any, told: Mapping[str, Sequence[float]]) -> None:
    """As lines, over days ahead, beside the 80 % that were promised and the 76 to 84 % that are fair."""
    axes.axhspan(0.76, 0.84, color=_OURS, alpha=0.1, linewidth=0)
    axes.axhline(0.8, color=_OTHERS, linewidth=1, linestyle="--")
    _lines(axes, told)
    axes.set(xlabel="days ahead", ylabel="share within", ylim=(0.4, 1.0))


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


_KINDS: dict[str, Callable[[Any, Any], None]] = {
    "reliability": _reliability,
    "coverage": _coverage,
    "bars": _bars,
    "lines": _lines,
}
