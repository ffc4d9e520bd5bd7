import pytest

from tests.tools.houses import MakeHouse
from tools.lints.publish_only_by_queue import check


@pytest.mark.parametrize("call", ["task.delay(1)", "task.apply_async(args=[1])", "app.send_task('x')", "a.b.delay()"])
def test_finds_each_way_to_send(make_house: MakeHouse, call: str) -> None:
    found = list(check(make_house({"workers/send.py": f"import x\n\n{call}\n"})))
    assert [(finding.path, finding.line) for finding in found] == [("workers/send.py", 3)]


def test_the_queue_adapter_may_send(make_house: MakeHouse) -> None:
    files = {
        "core/adapters/queue/celery_queue.py": "app.send_task('x')\n",
        "core/jobs/relay.py": "await queue.publish(job_id, name)\ndelay = 3\nretry.delay = delay\n",
        "tests/test_queue.py": "task.delay(1)\n",
    }
    assert list(check(make_house(files))) == []


def test_another_adapter_may_not(make_house: MakeHouse) -> None:
    found = list(check(make_house({"core/adapters/queue_two/send.py": "app.send_task('x')\n"})))
    assert len(found) == 1
