"""All fact files as one JSON document and back: campaigns pass cases on to each other."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomli
import tomli_w

from bot.cases.registry import RegistryFault, load

_FOLDERS = ("cases", "campaigns", "letters")


def exported(cases: Path) -> str:
    """The fact files of this directory and of "campaigns" and "letters" beside it, dates as text.

    Raises RegistryFault when the files have faults: only what is right is passed on.
    """
    load(cases)
    document = {
        name: {
            file.stem: tomli.loads(file.read_text(encoding="utf-8"))
            for file in sorted(_folder(cases, name).glob("*.toml"))
        }
        for name in _FOLDERS
    }
    return json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat)


def imported(text: str, cases: Path) -> tuple[str, ...]:
    """Write the documents of an export as fact files; the slugs that were written.

    Nothing is written unless all files, old and new together, are without faults. A file of the
    same slug is replaced: read the difference before you commit it. Raises RegistryFault.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folders = {name: Path(scratch) / name for name in _FOLDERS}
        for name, folder in folders.items():
            folder.mkdir()
            for file in sorted(_folder(cases, name).glob("*.toml")):
                shutil.copy(file, folder)
        written = []
        for name, slug, table in _tables(text):
            file = folders[name] / f"{slug}.toml"
            file.write_text(tomli_w.dumps(table, multiline_strings=False), encoding="utf-8")
            written.append((name, file))
        load(folders["cases"])
        for name, file in written:
            target = _folder(cases, name)
            target.mkdir(exist_ok=True)
            shutil.copy(file, target)
    return tuple(file.stem for _name, file in written)


def replaced(cases: Path, texts: Mapping[str, str]) -> None:
    """Write these texts as the files of cases, by slug: all, or none if any file had faults then.

    Raises RegistryFault.
    """
    with tempfile.TemporaryDirectory() as scratch:
        tried = Path(scratch) / cases.name
        shutil.copytree(cases, tried)
        for name in _FOLDERS[1:]:
            if (beside := _folder(cases, name)).is_dir():
                shutil.copytree(beside, Path(scratch) / name)
        for slug, text in texts.items():
            (tried / f"{slug}.toml").write_text(text, encoding="utf-8")
        load(tried)
    for slug, text in texts.items():
        (cases / f"{slug}.toml").write_text(text, encoding="utf-8")


def _folder(cases: Path, name: str) -> Path:
    return cases if name == "cases" else cases.parent / name


def _tables(text: str) -> list[tuple[str, str, dict[str, Any]]]:
    try:
        document = json.loads(text, object_hook=_with_dates)
    except json.JSONDecodeError as error:
        raise RegistryFault([f"the import is no JSON: {error}; export it again"]) from None
    if not isinstance(document, dict) or not document.keys() <= set(_FOLDERS):
        raise RegistryFault(["the import must be an object with cases, campaigns and letters"])
    tables = []
    for name in _FOLDERS:
        folder = document.get(name, {})
        for slug, table in folder.items() if isinstance(folder, dict) else ():
            if not isinstance(table, dict) or Path(slug).name != slug or slug.startswith("."):
                raise RegistryFault([f"the import's {name}: a slug with its facts was expected"])
            tables.append((name, slug, table))
    return tables


def _with_dates(table: dict[str, Any]) -> dict[str, Any]:
    """Full dates stand under "on"; JSON has no word for them."""
    if isinstance(table.get("on"), str):
        try:
            return table | {"on": date.fromisoformat(table["on"])}
        except ValueError:
            return table
    return table
