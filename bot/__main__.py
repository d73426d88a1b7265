"""The command line."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError

cli = typer.Typer(
    name="muster", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Muster (点将): the chat bot with which a marketing team runs itself.",
)  # fmt: skip


def settings(**overrides: object) -> Settings:
    """The settings, or one line that names the wrong one, and exit 2."""
    try:
        made = Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
        _ = made.admins
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise typer.Exit(_complain(f"{name}: {first['msg']}")) from error
    except SettingsError as error:
        raise typer.Exit(_complain(str(error))) from error
    return made


def _complain(text: str) -> int:
    typer.echo(f"muster: {text}", err=True)
    return 2


@cli.command()
def chat(
    file: Annotated[
        Path | None, typer.Argument(help="A script; without one, lines are read from the terminal or pipe.")
    ] = None,
    db: Annotated[str | None, typer.Option(help="A database to keep, as an URL; else a throw-away file.")] = None,
    now: Annotated[str | None, typer.Option(help="Where the clock starts, ISO.")] = None,
    tz: Annotated[str | None, typer.Option(help="The time zone (IANA).")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a message.")] = False,
) -> None:
    """The local chat as a pipe or a prompt."""
    from bot.chat_cli import run  # noqa: PLC0415  what the other commands need not wait for

    with tempfile.TemporaryDirectory(prefix="muster-") as folder:
        made = settings(database_url=db or f"sqlite:///{folder}/chat.db", muster_timezone=tz)
        set_up_logs(made.muster_log_level)
        problem = asyncio.run(run(made, file, now, json=json, fresh=db is None))
    if problem is not None:
        raise typer.Exit(_complain(problem))


@cli.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8080,
) -> None:
    """The bot: every platform whose credentials are set, the scheduler, the delivery worker, the HTTP side."""
    from bot.serve import run  # noqa: PLC0415  what the other commands need not wait for

    made = settings()
    set_up_logs(made.muster_log_level)
    problem = run(made, host, port)
    if problem is not None:
        raise typer.Exit(_complain(problem))


@cli.command()
def demo(port: Annotated[int, typer.Option(help="The port to listen on.")] = 8080) -> None:
    """The chat page on a sample team with three months of data, on a throw-away database."""
    from bot.demo import run  # noqa: PLC0415  what the other commands need not wait for

    with tempfile.TemporaryDirectory(prefix="muster-demo-") as folder:
        made = settings(database_url=f"sqlite:///{folder}/demo.db", muster_local_chat=True)
        set_up_logs(made.muster_log_level)
        problem = run(made, port)
    if problem is not None:
        raise typer.Exit(_complain(problem))


@cli.command()
def migrate() -> None:
    """Brings the database to the newest schema."""
    from bot.trouble import unreachable  # noqa: PLC0415  what the other commands need not wait for
    from storage.db import Database  # noqa: PLC0415
    from storage.schema import SchemaError, upgrade  # noqa: PLC0415  Alembic is heavy

    database = Database(settings().database_url)
    problem = unreachable(database)
    database.close()
    if problem is not None:
        raise typer.Exit(_complain(problem))
    try:
        upgrade(database.url)
    except SchemaError as error:
        raise typer.Exit(_complain(str(error))) from error
    typer.echo("The database is up to date.")


@cli.command()
def doctor() -> None:
    """Checks settings, database, calendar, pictures and platforms; exit 1 if anything fails."""
    from bot.doctor import run  # noqa: PLC0415  what the other commands need not wait for

    if not run():
        raise typer.Exit(1)


@cli.command()
def manifest(platform: Annotated[str, typer.Argument(metavar="slack|feishu|dingtalk")]) -> None:
    """Prints what is to be set up on a platform, made from the commands."""
    from bot.adapters import ADAPTERS  # noqa: PLC0415  what the other commands need not wait for
    from handlers.kit.vocabulary import Vocabulary  # noqa: PLC0415
    from handlers.registry import FEATURES  # noqa: PLC0415

    adapter = ADAPTERS.get(platform)
    if adapter is None:
        raise typer.Exit(_complain(f"no platform {platform}: {', '.join(ADAPTERS)}"))
    typer.echo(adapter.manifest(settings(), Vocabulary(FEATURES)))


@cli.command("export")
def export_(folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder, made if need be.")]) -> None:
    """All of an organisation's data as CSV, for people, and as JSON Lines, for `import`."""
    from bot.exchange import export_to  # noqa: PLC0415  what the other commands need not wait for

    _exchanged(export_to, folder)


@cli.command("import")
def import_(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `export` wrote.")]) -> None:
    """Reads an export into an empty organisation."""
    from bot.exchange import import_from  # noqa: PLC0415  what the other commands need not wait for

    _exchanged(import_from, folder)


def _exchanged(work: Callable[[Settings, Path], str], folder: Path) -> None:
    from bot.exchange import REFUSALS  # noqa: PLC0415  what the other commands need not wait for

    try:
        typer.echo(work(settings(), folder))
    except REFUSALS as error:
        raise typer.Exit(_complain(str(error).splitlines()[0])) from error


def main() -> None:
    """The console script."""
    cli()


if __name__ == "__main__":
    sys.exit(cli())
