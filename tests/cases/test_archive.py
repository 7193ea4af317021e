"""Facts passed from one campaign to another arrive as they were, or not at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.cases.archive import exported, imported
from bot.cases.registry import RegistryFault, load

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    for folder in ("cases", "campaigns", "letters"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path / "cases"


def test_what_is_exported_is_imported_unchanged(cases: Path, tmp_path: Path) -> None:
    before = load(cases)
    elsewhere = tmp_path / "elsewhere" / "cases"
    elsewhere.mkdir(parents=True)
    slugs = imported(exported(cases), elsewhere)
    assert set(slugs) == before.cases.keys() | before.campaigns.keys() | before.ways.keys()
    assert load(elsewhere) == before


def test_one_fault_and_nothing_is_written(cases: Path) -> None:
    document = json.loads(exported(cases))
    slug, table = next(iter(document["cases"].items()))
    del table["status"]
    document["cases"]["someone-new"] = table | {"slug": "someone-new"}
    before = sorted(file.name for file in cases.iterdir())
    with pytest.raises(RegistryFault, match="status"):
        imported(json.dumps(document), cases)
    assert sorted(file.name for file in cases.iterdir()) == before
    assert "status" in (cases / f"{slug}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"people": {}}', '{"cases": {"../x": {}}}', '{"cases": {"x": 1}}']
)
def test_what_is_no_export_is_refused(text: str, cases: Path) -> None:
    with pytest.raises(RegistryFault):
        imported(text, cases)
