"""Settings: read once, typed, and a wrong one stops the start with a sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from wirworkshops import config


def load(tmp_path: Path, **values: str) -> config.Settings:
    given = {f"WIRWORKSHOPS_{name.upper()}": value for name, value in values.items()}
    return config.load({"WIRWORKSHOPS_INSTANCE": str(tmp_path)} | given)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('hold_hours = 12\ncentre = "WIR-Zentrum Hanau"\n')
    settings = load(tmp_path, hold_hours="6")
    assert (settings.hold_hours, settings.centre) == (6, "WIR-Zentrum Hanau")


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = load(tmp_path).secret_key
    assert len(first) > 40
    assert load(tmp_path).secret_key == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hold_hours", "soon"),
        ("hold_hours", "0"),
        ("demo", "perhaps"),
        ("base_url", "wirworkshops.example"),
        ("base_url", "https://wirworkshops.example/"),
        ("mail_security", "ssl"),
        ("email", "vielfalt"),
        ("needs_retention_days", "500"),
        ("briefing_days", "-1"),
        ("colour", "blue"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(config.SettingError, match=f"WIRWORKSHOPS_{name.upper()}"):
        load(tmp_path, **{name: value})


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("hold_hours = ")
    with pytest.raises(config.SettingError, match=r"config\.toml"):
        load(tmp_path)


def test_the_tool_ends_with_one_sentence(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path), "WIRWORKSHOPS_MAIL_PORT": "many"}
    done = subprocess.run(
        [sys.executable, "-m", "wirworkshops", "serve"], env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == (
        "wirworkshops: WIRWORKSHOPS_MAIL_PORT is 'many'; it needs a whole number.\n"
    )
