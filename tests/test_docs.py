"""Guards against decay: settings, templates, translations and commands are all looked after."""

import re
import shlex
from dataclasses import fields
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from flask import Flask

from tests.servers import ROOT
from wirworkshops import cli
from wirworkshops.config import LANGUAGES, Settings
from wirworkshops.documents import images, materials
from wirworkshops.domain import states

TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
CODE = "\n".join(
    path.read_text("utf-8") for path in [*TEMPLATES, *sorted((ROOT / "wirworkshops").rglob("*.py"))]
)


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_template_is_small_used_and_parses(whole_app: Flask, path: Path) -> None:
    name = str(path.relative_to(ROOT / "templates"))
    assert len(path.read_text("utf-8").splitlines()) <= 150
    whole_app.jinja_env.parse(path.read_text("utf-8"))
    assert f'"{name}"' in CODE or _is_chosen(name) or name.startswith("security/")


def _is_chosen(name: str) -> bool:
    """Whether a template picks those of its folder by a word: "my/registration/" ~ status."""
    return f'"{name.rsplit("/", 1)[0]}/" ~' in CODE


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "de"])
def test_every_text_is_translated(language: str) -> None:
    path = ROOT / f"wirworkshops/translations/{language}/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    missing = [message.id for message in catalogue if message.id and not _is_whole(message.string)]
    assert missing == []
    fuzzy = [message.id for message in catalogue if message.id and message.fuzzy]
    assert fuzzy == []


def _is_whole(text: str | tuple[str, ...]) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


def test_the_states_are_printed_as_they_are() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("| from | to |", 1)[1]
    rows = re.findall(r"^\| ([a-z]+) \| (.*) \|$", text.split("\n\n", 1)[0], re.MULTILINE)
    assert dict(rows) == {
        before: ", ".join(sorted(after)) or "–" for before, after in states.MOVES.items()
    }


def test_no_registry_address_stands_in_a_lock_file() -> None:
    for path in [ROOT / "package-lock.json", *(ROOT / "requirements").glob("*.txt")]:
        assert "https://" not in re.sub(r'"(url|funding)": .*', "", path.read_text("utf-8")), path


def _rows_of_proof() -> list[str]:
    """Return the rows of the tables in docs/calendars.md, without their heads."""
    lines = (ROOT / "docs" / "calendars.md").read_text("utf-8").splitlines()
    heads = ("| rule |", "|---")
    return [line for line in lines if line.startswith("|") and not line.startswith(heads)]


@pytest.mark.parametrize("row", _rows_of_proof(), ids=lambda row: row[2:40].strip())
def test_what_shows_a_rule_of_calendars_exists(row: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row.rsplit("|", 2)[1])
    assert named
    for path, test in named:
        assert f"\ndef {test}(" in (ROOT / path).read_text("utf-8")


SECRET = {"token", "code"}
COMMAND = re.compile(r"(?:^|/bin/|`)wirworkshops ((?:-|[a-z]).*?)(?:`|\\?$)", re.MULTILINE)


def _commands(page: str) -> list[str]:
    return COMMAND.findall((ROOT / page).read_text("utf-8"))


@pytest.mark.parametrize("said", [*_commands("docs/installing.md"), *_commands("README.md")])
def test_every_command_in_the_docs_exists(said: str) -> None:
    words = shlex.split(said.replace("\n", " ").rstrip('"'))
    command: click.Command | None = cli.cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(click.Context(command), words.pop(0))
    assert command, said
    options = {name for param in command.params for name in param.opts} | {"--help"}
    assert {word for word in words if word.startswith("-")} <= options


def test_every_secret_address_is_masked_in_the_log_of_the_proxy(whole_app: Flask) -> None:
    text = (ROOT / "docs/installing.md").read_text("utf-8").split("map $uri", 1)[1]
    masks = re.findall(r"^    ~(\S+) ", text.split("\n}", 1)[0], re.MULTILINE)
    python = [mask.replace("(?<", "(?P<") for mask in masks]
    secret = [rule.rule for rule in whole_app.url_map.iter_rules() if SECRET & rule.arguments]
    assert len(secret) > 10
    assert [rule for rule in secret if not any(re.match(mask, rule) for mask in python)] == []


def test_the_proxy_lets_through_what_the_office_may_send() -> None:
    text = (ROOT / "docs/installing.md").read_text("utf-8")
    (megabytes,) = re.findall(r"client_max_body_size (\d+)m;", text)
    assert int(megabytes) * 2**20 == 2 * max(images.MOST_BYTES, materials.MOST_BYTES)
