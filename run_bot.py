"""The command line. `python run_bot.py --help` lists what it can do."""

from __future__ import annotations

import typer

from commands import audit, backups, broadcasts, cases, feeds, key, organisers, panic, rows, running

app = typer.Typer(
    help="A Telegram bot for prisoner-solidarity campaigns.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    running.run,
    running.preview,
    running.check,
    rows.migrate,
    rows.stats,
    rows.forget,
    backups.backup,
    backups.restore,
    backups.migrate_to,
    panic.panic,
):
    app.command()(command)
app.add_typer(key.commands, name="key")
app.add_typer(panic.code_commands, name="panic-code")
app.add_typer(cases.commands, name="cases")
app.add_typer(broadcasts.commands, name="broadcasts")
app.add_typer(feeds.commands, name="feeds")
app.add_typer(organisers.commands, name="organisers")
app.add_typer(audit.commands, name="audit")

if __name__ == "__main__":
    app()
