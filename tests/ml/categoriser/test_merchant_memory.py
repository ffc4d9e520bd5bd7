import numpy as np

from ml.categoriser.merchant_memory import MerchantMemory, weights_by_age


def test_newer_lines_weigh_more() -> None:
    weights = weights_by_age(100)
    assert np.round(weights[[-1, -51]], 3).tolist() == [1.0, 0.5]
    assert weights_by_age(0).size == 0


def test_one_sight_counts_as_much_as_what_was_believed_before_and_many_more() -> None:
    names = ["once", "often", "often", "often"]
    memory = MerchantMemory.of(names, np.array([1, 1, 1, 1]), np.ones(4), 2)
    shares = np.array([[1, 0], [1, 0], [1, 0]], dtype=np.float32)
    memory.refine(shares, memory.places(["once", "often", "never"]))
    assert shares.tolist() == [[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]]


def test_a_hint_never_outweighs_what_is_believed() -> None:
    memory = MerchantMemory.of(["amazon"] * 1000, np.ones(1000, np.int64), np.ones(1000), 2)
    shares = np.array([[1, 0]], dtype=np.float32)
    memory.hint(shares, memory.places(["amazon"]))
    assert shares[0, 0] > 0.66
    assert np.isclose(shares.sum(), 1)


def test_an_empty_name_is_nobodys() -> None:
    memory = MerchantMemory.of(["", "a"], np.array([0, 1]), np.ones(2), 2)
    assert memory.places(["", "a", "b"]).tolist() == [-1, 1, -1]
