"""The command line tool: what serves, what looks after it, what sets it up."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext

from wirworkshops import __version__, config
from wirworkshops.errors import Refusal

ROLES = ("administrator", "coordinator", "trainer", "helper", "reader")
STOPS_WITHIN = 10  # seconds; a process that is told to stop in the moment it starts never hears it
DEMO_PASSWORD = "diversity-to-go"  # for the demo's accounts only, printed at its start
DEMO_ACCOUNTS = (
    "selin.arslan@vielfaltszentrum.example (administrator)",
    "jonas.lindner@freiwilligenzentrum.example (coordinator)",
    "leyla.tunc@sprachwerk.example (trainer)",
    "lukas.baum@vielfaltszentrum.example (helper)",
    "martina.hahn@stadt-offenbach.example (reader)",
)


def _app() -> Flask:
    from wirworkshops import schema  # heavy: --help and the server's parent do without
    from wirworkshops.app import create_app  # the same

    return schema.prepare(create_app())


class Tool(click.Group):
    """The commands; those of the database bring Alembic, 9 MB that a server does without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "db"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "db":
            return super().get_command(ctx, cmd_name)
        from flask_migrate.cli import db  # heavy, see above

        return cast(click.Command, db)


@click.group(cls=Tool, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context) -> None:
    """wirworkshops: registration and scheduling for a city's integration work.

    Settings come from WIRWORKSHOPS_… variables and instance/config.toml; README.md lists
    them. A new installation needs: db upgrade, accounts add, serve, worker.
    """
    context.obj = ScriptInfo(create_app=_app)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, show_default=True, help="Port to listen on.")
@click.option("--processes", default=2, show_default=True, help="Web processes.")
@click.option("--with-worker", is_flag=True, help="Run the worker beside the server.")
def serve(host: str, port: int, processes: int, with_worker: bool) -> None:
    """Serve the application over HTTP (granian)."""
    from granian import Granian  # the server: other commands do without
    from granian.constants import Interfaces  # the same
    from granian.log import LogLevels  # the same

    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # glibc else keeps a heap for each thread
    config.load()  # a wrong setting stops the start here, with its sentence
    if with_worker:
        _keep_running(
            [sys.executable, "-m", "wirworkshops", "worker", "--beside", str(os.getpid())]
        )
    click.echo(f"Serving on http://{host}:{port} (stop with Ctrl-C)")
    Granian(
        "wirworkshops.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOPS_WITHIN,
    ).serve()


def _keep_running(command: list[str]) -> None:
    """Run a command beside this process, and start it again when it dies."""

    def run() -> None:
        while True:
            process = subprocess.Popen(command)
            if process.wait() in (0, -2, -15):
                return

    threading.Thread(target=run, daemon=True).start()


@cli.command()
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--beside", default=0, help="Number of the parent process to end with.")
def worker(once: bool, beside: int) -> None:
    """Send letters, end holds, delete old data; runs until stopped."""
    from wirworkshops.app import create_app  # heavy, as above
    from wirworkshops.worker import Worker  # the same

    worker = Worker(create_app(), beside=beside)
    if once:
        worker.round()
    else:
        worker.run()


@cli.command()
@with_appcontext
def doctor() -> None:
    """Recount everything from the rows and say what is wrong; changes nothing."""
    from wirworkshops import schema  # heavy, as above
    from wirworkshops.domain import recounts  # only ever needed here

    if not schema.fits():
        sys.exit("The database needs its migrations: run wirworkshops db upgrade.")
    found = recounts.findings()
    for finding in found:
        click.echo(finding.sentence)
    if found:
        sys.exit(1)
    click.echo("Everything adds up.")


@cli.command()
@click.option("--offline", is_flag=True, help="Ask neither mail server nor DNS.")
@with_appcontext
def check(offline: bool) -> None:
    """Say what is missing before people are let in; changes nothing."""
    from wirworkshops import readiness  # only ever needed here

    settings = current_app.config["SETTINGS"]
    facts = readiness.look(settings, demo_password=DEMO_PASSWORD, offline=offline)
    found = readiness.missing(facts)
    for point in found:
        click.echo(f"Hint: {point.sentence}" if point.is_hint else point.sentence)
    if any(not point.is_hint for point in found):
        sys.exit(1)
    click.echo("Nothing is missing.")


@cli.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--keep", type=click.IntRange(1), help="Delete all but the newest so many.")
def backup(folder: Path | None, keep: int | None) -> None:
    """Write one file with the database and what belongs to it, while the server runs.

    It goes into FOLDER, by default into backups in the instance folder. It holds the secret
    key and all names: keep it where nobody else can read it.
    """
    from wirworkshops.backups import making  # only ever needed here

    settings = config.load()
    folder = folder or settings.instance / "backups"
    with _disk_may_refuse():
        click.echo(making.make(settings, folder))
        for path in making.prune(folder, keep=keep) if keep else ():
            click.echo(f"Deleted {path}")


@contextmanager
def _disk_may_refuse() -> Iterator[None]:
    """End with a sentence where the disk is full, or a folder is not ours to write to."""
    try:
        yield
    except OSError as error:
        sys.exit(f"wirworkshops: {error.filename or 'The disk'}: {error.strerror}.")


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty instance folder and an empty database from a backup, and recount all."""
    from wirworkshops.backups import restoring  # only ever needed here

    with _disk_may_refuse():
        manifest = restoring.restore(file, os.environ)
    app = _app()
    with app.app_context():
        wrong = restoring.prove(manifest, app.config["SETTINGS"])
    tables, rows = len(manifest.rows), sum(manifest.rows.values())
    click.echo(f"Restored as it was at {manifest.made_at:%Y-%m-%d %H:%M:%S} UTC:")
    click.echo(f"{rows} rows in {tables} tables, as many as the backup says.")
    for sentence in wrong:
        click.echo(sentence)
    if wrong:
        sys.exit(1)
    click.echo("Everything adds up. Start the server and the worker.")


@cli.command()
@with_appcontext
def bounce() -> None:
    """Read one message on standard input; if it says a letter came back, note it."""
    from sqlalchemy.exc import OperationalError  # heavy, as above

    from wirworkshops.letters import bounces  # only ever needed here

    try:
        click.echo(bounces.take(sys.stdin.buffer.read()))
    except OperationalError:
        click.echo("The database cannot be reached; try again later.", err=True)
        sys.exit(os.EX_TEMPFAIL)  # the mail server keeps the message and comes back


@cli.group()
def demo() -> None:
    """Demo content, for trying things out."""


@demo.command("load")
@with_appcontext
def demo_load() -> None:
    """Fill an empty database with invented workshops and people; does nothing twice."""
    from wirworkshops import schema  # heavy, as above
    from wirworkshops.demo import load as loader  # only ever needed here

    settings = current_app.config["SETTINGS"]
    if not settings.demo:
        raise click.ClickException("Demo content needs WIRWORKSHOPS_DEMO=true.")
    schema.upgrade()
    if not loader.is_loaded():
        click.echo("Loading demo content …")
        loader.load(settings, make_account=_demo_account)


@demo.command("serve")
@click.option("--port", default=5000, show_default=True, help="Port to listen on.")
@click.pass_context
def demo_serve(context: click.Context, port: int) -> None:
    """Create and fill the database where that is still to do, then serve, with a worker."""
    context.invoke(demo_load)
    click.echo(f"Open http://127.0.0.1:{port}; letters: http://127.0.0.1:{port}/demo/letters")
    click.echo(f"The office: http://127.0.0.1:{port}/login, password {DEMO_PASSWORD}, as")
    for email in DEMO_ACCOUNTS:
        click.echo(f"  {email}")
    tool = [sys.executable, "-m", "wirworkshops", "serve", "--port", str(port), "--with-worker"]
    os.execv(sys.executable, tool)  # a small parent: what loaded the content is gone


def _demo_account(email: str, name: str, role: str, host_slugs: tuple[str, ...]) -> object:
    from wirworkshops.web.account.creation import make_account  # hashing is heavy

    account, _ = make_account(
        email=email, name=name, role=role, host_slugs=host_slugs, password=DEMO_PASSWORD
    )
    return account


@cli.group()
def accounts() -> None:
    """Accounts of the office."""


@accounts.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="coordinator", show_default=True)
@click.option(
    "--host", "host_slugs", multiple=True, help="Slug of a host it works for; may be repeated."
)
@click.option("--trainer", default="", help="Name a trainer leads under, if not her own.")
@with_appcontext
def accounts_add(
    email: str, name: str, role: str, host_slugs: tuple[str, ...], trainer: str
) -> None:
    """Add an account and print its first password, to be changed after the first login."""
    from wirworkshops.web.account.creation import make_account  # hashing is heavy

    _, password = make_account(
        email=email, name=name, role=role, host_slugs=host_slugs, trainer=trainer
    )
    click.echo(f"{email} can log in with the password: {password}")


@accounts.command("reset-second-factor")
@click.argument("email")
@with_appcontext
def accounts_reset_second_factor(email: str) -> None:
    """Take away somebody's app, passkeys and recovery codes, and log her out everywhere.

    For whoever has lost all of them. Make sure that it is really she who asks.
    """
    from wirworkshops.domain import accounts, factors, history  # brings Flask-Security

    account = accounts.by_email(email)
    if account is None:
        raise click.ClickException(f"There is no account for {email}.")
    factors.reset(account, by=history.Actor("office"))
    click.echo(f"{account.email} logs in with the password alone, and sets up a new factor.")


@accounts.command("list")
@with_appcontext
def accounts_list() -> None:
    """List all accounts with their roles."""
    from wirworkshops.domain.accounts import all_accounts  # brings Flask-Security

    for account in all_accounts():
        roles = ", ".join(role.name for role in account.roles)
        click.echo(f"{account.email}\t{account.name}\t{roles}")


def main(run: Callable[[], None] = cli) -> None:
    """Run the tool; a wrong setting or a refusal ends it with one sentence.

    What it writes holds names: nobody else on the machine may read it.
    """
    os.umask(0o077)
    try:
        run()
    except config.SettingError as error:
        sys.exit(f"wirworkshops: {error}")
    except Refusal as refusal:
        sys.exit(f"wirworkshops: {refusal.sentence or refusal.code}")
