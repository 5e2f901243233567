"""The command line tool, as the person who installs it meets it."""

import subprocess
import sys
from pathlib import Path

from tests import servers


def run(*args: str, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "wirworkshops", *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_help_names_every_command(tmp_path: Path) -> None:
    text = servers.tool("--help", env={"WIRWORKSHOPS_INSTANCE": str(tmp_path)})
    for command in (
        "accounts",
        "backup",
        "bounce",
        "check",
        "db",
        "demo",
        "doctor",
        "restore",
        "serve",
        "worker",
    ):
        assert f"\n  {command} " in text


def test_a_first_account_can_be_made(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path)}
    servers.tool("db", "upgrade", env=env)
    said = servers.tool(
        "accounts", "add", "ada@amt.example", "Ada", "--role", "administrator", env=env
    )
    assert said.startswith("ada@amt.example can log in with the password: ")
    assert servers.tool("accounts", "list", env=env) == "ada@amt.example\tAda\tadministrator\n"
    again = run("accounts", "add", "ada@amt.example", "Ada", env=env)
    assert again.returncode == 1
    assert again.stderr.startswith("wirworkshops: ")
    assert "Traceback" not in again.stderr


def test_what_it_writes_is_its_owners_only(tmp_path: Path) -> None:
    servers.tool("db", "upgrade", env={"WIRWORKSHOPS_INSTANCE": str(tmp_path / "new")})
    written = [tmp_path / "new", *(tmp_path / "new").iterdir()]
    assert [path.name for path in written if path.stat().st_mode & 0o077] == []


def test_demo_content_stays_out_of_real_life(tmp_path: Path) -> None:
    done = run("demo", "load", env={"WIRWORKSHOPS_INSTANCE": str(tmp_path)})
    assert done.returncode == 1
    assert "WIRWORKSHOPS_DEMO" in done.stderr
    assert not list(tmp_path.glob("*.sqlite3"))


def test_the_doctor_says_what_is_wrong_and_what_to_do(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path), "WIRWORKSHOPS_DEMO": "true"}
    empty = run("doctor", env=env)
    assert (empty.returncode, empty.stdout) == (1, "")
    assert empty.stderr == "The database needs its migrations: run wirworkshops db upgrade.\n"
    servers.tool("db", "upgrade", env=env)
    alone = run("doctor", env=env)
    assert (alone.returncode, alone.stdout) == (1, "No worker has been seen for two minutes.\n")
    servers.tool("worker", "--once", env=env)
    assert servers.tool("doctor", env=env) == "Everything adds up.\n"


def test_a_second_factor_is_reset_by_command(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path)}
    servers.tool("db", "upgrade", env=env)
    servers.tool("accounts", "add", "ada@stadt.de", "Ada", "--role", "administrator", env=env)
    said = servers.tool("accounts", "reset-second-factor", "Ada@stadt.de", env=env)
    assert "ada@stadt.de logs in with the password alone" in said
    unknown = run("accounts", "reset-second-factor", "eve@stadt.de", env=env)
    assert (unknown.returncode, "no account for eve@stadt.de" in unknown.stderr) == (1, True)
