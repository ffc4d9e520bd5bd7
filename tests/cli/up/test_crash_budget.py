from cli.up.crash_budget import CrashBudget, RestartPolicy

POLICY = RestartPolicy(crashes=4, window=60, first_pause=0.5, longest_pause=3)


def test_the_pause_doubles_up_to_its_bound_and_then_patience_ends() -> None:
    budget = CrashBudget(POLICY)
    assert [budget.pause_after_crash(moment) for moment in (0, 1, 2, 3, 4)] == [0.5, 1, 2, 3, None]


def test_old_crashes_are_forgiven() -> None:
    budget = CrashBudget(POLICY)
    assert [budget.pause_after_crash(moment) for moment in (0, 1, 62, 63, 200)] == [0.5, 1, 0.5, 1, 0.5]
