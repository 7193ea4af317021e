"""Promises about the tree itself: what is documented, pinned and short stays so."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from handlers.routes import COMMANDS
from run_bot import app

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "commands", "handlers", "storage", "tests", "benchmarks")
LOCKS = ("requirements.lock", "requirements-dev.lock")
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return [re.split(r"[\[<>=~ ]", name, maxsplit=1)[0] for name in named]


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_is_documented(command: str) -> None:
    assert f"/{command}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def spoken(group: TyperGroup, before: str = "") -> Iterator[str]:
    """Every command of the command line, as it is typed."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from spoken(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_of_the_command_line_is_documented() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    table = text.partition("## The command line")[2].partition("\n## ")[0]
    assert [each for each in spoken(group) if f"`{each}" not in table] == []


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_says_what_it_is_for(name: str) -> None:
    assert name.lower() in (ROOT / "docs" / "design.md").read_text(encoding="utf-8").lower()


@pytest.mark.parametrize("name", dependencies())
def test_every_dependency_is_locked(name: str) -> None:
    wanted = name.lower().replace(".", "-").replace("_", "-")
    assert re.search(rf"^{re.escape(wanted)}==", (ROOT / LOCKS[1]).read_text(), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "http" not in text.replace("httpx", "").replace("httpcore", "").replace("aiohttp", "")
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "==" in block
        assert "--hash=sha256:" in block


def test_no_file_holds_two_nouns() -> None:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    long = [
        str(file.relative_to(ROOT))
        for file in [*files, ROOT / "house.py", ROOT / "run_bot.py"]
        if file.read_text(encoding="utf-8").count("\n") > 400
    ]
    assert not long


def test_every_room_that_calls_itself_pure_is_held_to_it() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contracts = {each["name"]: each for each in tool["importlinter"]["contracts"]}
    held = contracts["Pure rooms know no network, no Telegram, no database"]["source_modules"]
    for file in (ROOT / "bot").rglob("*.py"):
        said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if re.search(r"\bPure\b", said):
            assert any(f"{name}.".startswith(f"{room}.") for room in held), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_links_within_the_documents_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", (*DOCUMENTS, ROOT / "SECURITY.md"), ids=lambda file: file.name)
def test_files_that_documents_name_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for named in re.findall(r"`((?:\w+/)+[\w.-]+\.(?:py|toml|service|yml|ftl|typ))\b[^`]*`", text):
        assert (ROOT / named).exists(), named


def test_each_control_names_a_test() -> None:
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    controls = text.partition("## Controls")[2].partition("## What remains")[0]
    rows = [line for line in controls.splitlines() if line.startswith("| ")]
    rows = [line for line in rows if not line.startswith(("| control", "| ---"))]
    assert len(rows) > 25
    for row in rows:
        assert re.search(r"`tests/(?:\w+/)*test_\w+\.py`", row), row
    assert "not built yet" not in text
