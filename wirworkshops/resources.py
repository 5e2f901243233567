"""Where templates and static files lie: inside the installed package, else beside it."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@lru_cache
def _folder(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates_folder() -> Path:
    return _folder("templates")


def static_folder() -> Path:
    return _folder("static")


def translations_folder() -> Path:
    return _PACKAGE / "translations"


def migrations_folder() -> Path:
    return _PACKAGE / "migrations"
