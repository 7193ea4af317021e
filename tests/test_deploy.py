"""What is shipped to run and watch the bot names only what exists."""

from __future__ import annotations

import ast
import configparser
import json
import re
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import SystemClock
from bot.config import load_config, load_secrets
from bot.health import exposition
from bot.measures import measures
from bot.meters import Meters
from bot.replicas.standing import Alone
from storage.database import Database
from storage.sealing import Seal
from tests.fixtures.running import ROOT

DEPLOY = ROOT / "deploy"


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((DEPLOY / "alert-rules.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((DEPLOY / "grafana-dashboard.json").read_text())[
        "panels"
    ]
    return listed


def asked() -> list[str]:
    """Every expression of the rules and the dashboard."""
    shown = [target["expr"] for panel in panels() for target in panel["targets"]]
    return [*(rule["expr"] for rule in rules()), *shown]


@pytest.mark.parametrize("expression", asked())
def test_every_expression_is_promql(expression: str) -> None:
    promql_parser.parse(expression.replace("$job", "solidarity-bot"))


async def test_every_series_asked_for_is_exported(sqlite_database: Database) -> None:
    meters = Meters()
    meters.watch(Alone())
    text = exposition(meters.registry, await measures(sqlite_database, SystemClock()))
    exported = {
        sample.name
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }
    named = set(re.findall(r"\b(?:bot|process)_[a-z_]+\b", " ".join(asked())))
    assert named <= exported


def test_every_rule_says_what_to_do() -> None:
    for rule in rules():
        assert set(rule["annotations"]) == {"summary", "action"}
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_the_image_has_every_room() -> None:
    written = (DEPLOY / "Containerfile").read_text()
    copied = set(re.findall(r"^COPY (\S+) \S+$", written, re.MULTILINE))
    needed = {"data"}
    for package in (ROOT, *(ROOT / room for room in ("bot", "commands", "handlers", "storage"))):
        pattern = "*.py" if package == ROOT else "**/*.py"
        for source in package.glob(pattern):
            needed |= {root for root in imported(source) if (ROOT / root).is_dir()}
    assert needed <= copied


def imported(source: Path) -> set[str]:
    """The first words of what a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


class Unit(configparser.ConfigParser):
    """As systemd reads it: keys have capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def test_the_unit_starts_the_command_and_is_hardened() -> None:
    unit = Unit(interpolation=None, strict=False)
    unit.read_string((DEPLOY / "solidarity-bot.service").read_text())
    service = unit["Service"]
    assert service["ExecStart"].split()[1:3] == ["run_bot.py", "run"]
    for option in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "LockPersonality"):
        assert service[option] == "yes"


def test_the_page_names_facts_where_the_unit_and_the_image_have_them(tmp_path: Path) -> None:
    """A configuration beside which no facts stand must say where they do."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    written = page.partition("## With systemd")[2].partition("```toml")[2].partition("```")[0]
    (tmp_path / "config.toml").write_text(written, encoding="utf-8")
    config = load_config(tmp_path / "config.toml")
    unit = (DEPLOY / "solidarity-bot.service").read_text()
    home = re.findall(r"^WorkingDirectory=(.+)$", unit, re.MULTILINE)[0]
    for named in (config.cases.directory, config.feeds.sources):
        assert (ROOT / Path(named).relative_to(home)).exists()
    image = (DEPLOY / "Containerfile").read_text()
    assert "WORKDIR /app" in image and "COPY data data" in image
    for file in ("cases", "feeds.toml"):
        assert f"/app/data/{file}" in (DEPLOY / "compose.yml").read_text()


def test_the_unit_hands_over_secrets_as_the_bot_reads_them(tmp_path: Path) -> None:
    written = (DEPLOY / "solidarity-bot.service").read_text()
    named = re.findall(r"^LoadCredential=(\w+):", written, re.MULTILINE)
    key = Seal.new_key()
    for name in named:
        (tmp_path / name).write_text(key if name == "sealing_key" else "42:token")
    found = load_secrets({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert len(named) == 2
    assert found.token.get_secret_value() == "42:token"
    assert found.seal.seal(1) == Seal.from_text(key).seal(1)
    assert "EnvironmentFile" not in written


def test_the_compose_file_builds_this_image(tmp_path: Path) -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    services = composed["services"]
    build = services["bot"]["build"]
    assert (DEPLOY / build["context"] / build["dockerfile"]).is_file()
    assert services["bot"]["read_only"]
    folder = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    assert set(services["bot"]["secrets"]) <= set(composed["secrets"])
    for name in services["bot"]["secrets"]:
        words = "1234567:AA-no-real-token" if "token" in name else Seal.new_key()
        (tmp_path / name).write_text(words)
    assert load_secrets(folder)
