"""The people and campaigns in the data files."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.cases.archive import exported, imported
from bot.cases.registry import load
from bot.config import ConfigFault, load_config
from commands.console import DEFAULT_CONFIG, ConfigOption, main, out

commands = typer.Typer(help="The people and campaigns in the data files.", no_args_is_help=True)


@commands.command("validate")
def validate(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Check every fact file and list every fault."""

    async def work() -> None:
        registry = load(Path(load_config(config).cases.directory))
        out.print(f"{len(registry.cases)} cases and {len(registry.campaigns)} campaigns: fine")

    main(work)


@commands.command("export")
def export(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Print every case and campaign with all sources as JSON."""

    async def work() -> None:
        print(exported(Path(load_config(config).cases.directory)))

    main(work)


@commands.command("import")
def import_(file: Path, config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Write the cases and campaigns of an export as fact files; all of them or none."""

    async def work() -> None:
        slugs = imported(_text_of(file), Path(load_config(config).cases.directory))
        out.print(f"{len(slugs)} files written: {', '.join(slugs)}. Read them before you use them.")

    main(work)


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigFault(f"{file} cannot be read as text; name an export's file.") from fault
