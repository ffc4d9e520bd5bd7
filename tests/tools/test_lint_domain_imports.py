import pytest

from tests.tools.houses import MakeHouse
from tools.lints.domain_imports import check

BREAKS = {
    "an unknown library": "import boto3\n",
    "a part of one": "from weaviate.classes import config\n",
    "late": "def f():\n    import paddle\n",
    "for types": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from celery import Celery\n",
    "by name": "import importlib\nimportlib.import_module('bo' + 'to3')\n",
    "by dunder": "__import__('hvac')\n",
}
KEEPS = {
    "the standard library": "import json\nfrom collections.abc import Mapping\n",
    "ours and rows": "from sqlalchemy.orm import Mapped\nfrom core.money import Money\nimport structlog\n",
    "the name of a call": "importlib = 3\nmodule = import_module_later\n",
}


@pytest.mark.parametrize("name", BREAKS)
def test_finds(make_house: MakeHouse, name: str) -> None:
    found = list(check(make_house({"core/banking/sample.py": BREAKS[name]})))
    assert [finding.line for finding in found] == [BREAKS[name].rstrip("\n").count("\n") + 1]


@pytest.mark.parametrize("name", KEEPS)
def test_leaves(make_house: MakeHouse, name: str) -> None:
    assert list(check(make_house({"core/banking/sample.py": KEEPS[name]}))) == []


def test_a_library_of_one_domain_is_not_another_s(make_house: MakeHouse) -> None:
    files = {"core/identity/sample.py": "import argon2\n", "core/accounts/sample.py": "import argon2\n"}
    assert [finding.path for finding in check(make_house(files))] == ["core/accounts/sample.py"]


def test_adapters_and_edges_may(make_house: MakeHouse) -> None:
    files = {"core/adapters/storage/s3.py": "import boto3\n", "workers/x.py": "import celery\n"}
    assert list(check(make_house(files))) == []
