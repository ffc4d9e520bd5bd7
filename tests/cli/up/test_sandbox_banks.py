from pathlib import Path

from cli.up.data_folder import DataFolder
from cli.up.sandbox_banks import SandboxBanks
from core.adapters.secrets.keystore import Keystore
from core.settings import BankSettings


def _banks(root: Path) -> tuple[SandboxBanks, Keystore]:
    folder = DataFolder(root)
    folder.create()
    store = Keystore(folder.keystore, folder.keystore_key)
    return SandboxBanks(folder, store), store


def test_three_banks_as_the_settings_name_them(tmp_path: Path) -> None:
    banks, store = _banks(tmp_path)
    named = [BankSettings.model_validate(bank) for bank in banks.registry()]
    assert [(bank.code, bank.name) for bank in named] == [("vbank", "VBank"), ("abank", "ABank"), ("sbank", "SBank")]
    assert {bank.transport for bank in named} == {"plain"}
    assert len({bank.base_url for bank in named}) == 3
    for plan, bank in zip(banks.plans(), named, strict=True):
        command = " ".join(plan.argv)
        assert f"--code {bank.code}" in command
        assert store.read(f"banks/{bank.code}") not in command, "secrets show in no list of processes"
        assert command.count("--peer ") == 2


def test_they_are_the_same_on_the_second_start(tmp_path: Path) -> None:
    first, store = _banks(tmp_path)
    second, _ = _banks(tmp_path)
    assert first.registry() == second.registry()
    assert first.told() == second.told()
    assert store.read("banks/person-password") in first.told()
    assert not any(store.read(f"banks/{code}") in first.told() for code in ("vbank", "abank", "sbank"))
