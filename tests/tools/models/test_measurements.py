import json
from pathlib import Path

import pytest

from tools.models import cards, check, measurement, plots
from tools.models.cards import rendered
from tools.models.measurement import Held, Measurement, MeasurementError, measurements, plotted, value_at

PRINT = "tests.tools.models.print_json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(measurement, "MEASURED", tmp_path)
    return tmp_path


def test_a_figure_that_drops_by_more_than_its_noise_is_told(folder: Path) -> None:
    measured = Measurement("fit", (PRINT, '{"ours":{"f1":0.80,"wape":0.30}}'), held=(Held("ours.f1", 0.01),))
    (folder / "fit.json").write_text('{"ours": {"f1": 0.805, "wape": 0.30}}')
    assert list(check._dropped(measured)) == []
    (folder / "fit.json").write_text('{"ours": {"f1": 0.82, "wape": 0.30}}')
    assert list(check._dropped(measured)) == ["fit: ours.f1 went from 0.82 to 0.8; its noise is 0.01"]
    lower = Measurement("fit", measured.words, held=(Held("ours.wape", 0.01, "lower"),))
    (folder / "fit.json").write_text('{"ours": {"wape": 0.25}}')
    assert list(check._dropped(lower)) == ["fit: ours.wape went from 0.25 to 0.3; its noise is 0.01"]


def test_what_cannot_be_measured_is_a_problem_and_no_pass(folder: Path) -> None:
    held = (Held("f1", 0.01),)
    assert "was never measured" in next(check._dropped(Measurement("fit", (PRINT, "{}"), held=held)))
    (folder / "fit.json").write_text('{"f1": 0.8}')
    assert "failed" in next(check._dropped(Measurement("fit", (PRINT, "oops"), held=held)))
    assert "'f1'" in next(check._dropped(Measurement("fit", (PRINT, '{"f2": 1}'), held=held)))
    with pytest.raises(MeasurementError, match=r"needs cards\.csv"):
        Measurement("fit", (PRINT, "{}"), data="cards.csv").run(None)


def test_a_card_says_what_was_measured(folder: Path) -> None:
    (folder / "fit.json").write_text(json.dumps({"ours": {"f1": 0.5164}, "rows": [12345]}))
    known = {"fit": Measurement("fit", (PRINT,))}
    template = "F1 {{ fit: ours.f1 | .3f }} of {{fit:rows.0|,}} rows\n{{ plot: fit-reliability }}"
    assert rendered(template, known) == "F1 0.516 of 12,345 rows\n![fit-reliability](plots/fit-reliability.svg)"
    with pytest.raises(MeasurementError, match="no measurement is called 'other'"):
        rendered("{{ other: f1 }}", known)
    with pytest.raises(MeasurementError, match=r"no 'ours\.f2'"):
        rendered("{{ fit: ours.f2 }}", known)


def test_the_list_is_whole_and_every_card_is_as_measured() -> None:
    listed = list(measurements())
    for one in listed:
        told = one.last()
        for held in one.held:
            assert isinstance(value_at(told, held.path), int | float), (one.name, held.path)
        for plot in one.plots:
            plotted(told, plot)
            assert (plots.PLOTS / f"{plot['name']}.svg").exists()
        assert not (one.held and one.data), f"{one.name}: CI has no such data"
    assert list(cards.out_of_date()) == []


def test_the_interval_of_a_share_is_wide_for_few_and_never_leaves_0_to_1() -> None:
    assert [round(end, 3) for end in plots._interval(0.5, 10)] == [0.237, 0.763]
    assert [round(end, 3) for end in plots._interval(1.0, 3)] == [0.438, 1.0]
    low, high = plots._interval(0.98, 5000)
    assert 0.975 < low < 0.98 < high < 0.985
