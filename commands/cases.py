"""The people and campaigns in the data files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bot.cases.archive import exported, imported, replaced
from bot.cases.registry import load
from bot.changes.apply import overlaid
from bot.changes.export import rewritten
from bot.changes.wording import Wording
from bot.config import Config, ConfigFault, load_config
from bot.i18n import Translations
from commands.console import DEFAULT_CONFIG, ConfigOption, database_of, main, out
from storage import changes as changes_of
from storage.change_rows import CaseChange, ChangeState

commands = typer.Typer(help="The people and campaigns in the data files.", no_args_is_help=True)


@commands.command("validate")
def validate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Check every fact file and list every fault."""

    async def work() -> None:
        registry = load(Path(load_config(config).cases.directory))
        out.print(f"{len(registry.cases)} cases and {len(registry.campaigns)} campaigns: fine")

    main(work)


@commands.command("list")
def list_(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Everybody in the files, and what organisers changed in the chat since."""

    async def work() -> None:
        settings = load_config(config)
        files = load(Path(settings.cases.directory))
        confirmed, pending = await _changes(settings)
        living = overlaid(files, confirmed, Wording(Translations()))
        table = Table("case", "name", "state", "as of", "in the chat", box=None)
        for slug, case in files.cases.items():
            now = living.get(slug, case)
            waiting = sum(change.case == slug for change in pending)
            told = ["changed: not in its file yet"] * (slug in living)
            told += [f"{waiting} waiting for a second person"] * bool(waiting)
            state = now.status.kind.value
            table.add_row(slug, now.name["en"], state, now.status.as_of, "; ".join(told))
        out.print(table)

    main(work)


@commands.command("export")
def export(
    changes: Annotated[
        bool,
        typer.Option(
            "--changes",
            help="Write what organisers confirmed in the chat into the fact files, for review.",
        ),
    ] = False,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Print every case and campaign with all sources as JSON, or carry changes into the files."""

    async def work() -> None:
        settings = load_config(config)
        if changes:
            await _export_changes(settings)
        else:
            print(exported(Path(settings.cases.directory)))

    main(work)


@commands.command("import")
def import_(file: Path, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Write the cases and campaigns of an export as fact files; all of them or none."""

    async def work() -> None:
        slugs = imported(_text_of(file), Path(load_config(config).cases.directory))
        out.print(f"{len(slugs)} files written: {', '.join(slugs)}. Read them before you use them.")

    main(work)


async def _export_changes(settings: Config) -> None:
    """Nothing is written if any file would have faults. Raises RegistryFault."""
    cases = Path(settings.cases.directory)
    confirmed, _ = await _changes(settings)
    changed = overlaid(load(cases), confirmed, Wording(Translations()))
    texts = {
        slug: rewritten((cases / f"{slug}.toml").read_text(encoding="utf-8"), case)
        for slug, case in changed.items()
    }
    replaced(cases, texts)
    names = ", ".join(sorted(texts))
    out.print(
        f"{len(texts)} files brought up to date: {names}. Review the difference, then commit it."
        if texts
        else "The files say everything that was confirmed in the chat."
    )


async def _changes(
    settings: Config,
) -> tuple[tuple[CaseChange, ...], tuple[CaseChange, ...]]:
    """Those confirmed and those that wait."""
    async with database_of(settings) as database, database.read() as connection:
        return (
            await changes_of.in_state(connection, ChangeState.CONFIRMED),
            await changes_of.in_state(connection, ChangeState.PENDING),
        )


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigFault(f"{file} cannot be read as text; name an export's file.") from fault
