from ml.categoriser.artefact import TrainedModel
from ml.categoriser.online_model import Likeness, OnlineModel
from ml.categoriser.twins import LineKey


def likenesses(model: OnlineModel, *keys: LineKey) -> list[Likeness | None]:
    found = dict(model.likenesses(keys))
    return [found.get(place) for place in range(len(keys))]


def key(name: str, sign: int = -1) -> LineKey:
    return LineKey(name, "", sign)


def test_a_line_like_two_corrections_follows_them_at_once(trained: TrainedModel) -> None:
    model = OnlineModel(trained.model.features)
    assert likenesses(model, key("apteka sever")) == [None]
    model.learn(key("apteka zara"), "own.pills")
    [one] = likenesses(model, key("apteka sever"))
    assert one is not None
    assert (one.category, one.nearest, one.is_certain) == ("own.pills", "apteka zara", False)
    model.learn(key("apteka vostok"), "own.pills")
    [two] = likenesses(model, key("apteka sever"))
    assert two is not None
    assert two.is_certain
    assert two.confidence > one.confidence


def test_corrections_that_disagree_are_not_certain_and_the_newest_of_a_merchant_wins(trained: TrainedModel) -> None:
    model = OnlineModel(trained.model.features)
    for name, category in (("apteka zara", "a"), ("apteka vostok", "a"), ("apteka uut", "b")):
        model.learn(key(name), category)
    [split] = likenesses(model, key("apteka sever"))
    assert split is not None
    assert (split.agreeing, split.alike, split.is_certain) == (2, 3, False)
    model.learn(key("apteka uut"), "a")
    [agreed] = likenesses(model, key("apteka sever"))
    assert agreed is not None
    assert agreed.is_certain


def test_money_in_is_not_like_money_out_nor_one_trade_like_another(trained: TrainedModel) -> None:
    model = OnlineModel(trained.model.features)
    model.learn(key("apteka zara"), "a")
    assert likenesses(model, key("apteka sever", 1), key("hotel sever"), key("")) == [None, None, None]


def test_what_hundreds_of_merchants_share_says_nothing_of_one(trained: TrainedModel) -> None:
    model = OnlineModel(trained.model.features)
    streets = [f"apteka {first}{second}{third}" for first in "bdgklm" for second in "aeiou" for third in "nrstvzfh"]
    for street in streets[:3]:
        model.learn(key(street), "own.pills")
    [few] = likenesses(model, key("apteka xx"))
    assert few is not None
    assert few.alike == 3
    for street in streets[3:]:
        model.learn(key(street), "own.pills")
    [many, same] = likenesses(model, key("apteka xx"), key(f"{streets[-1]} xx"))
    assert many is None
    assert same is None or same.alike < len(streets) / 2
