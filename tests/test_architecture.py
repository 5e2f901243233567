"""The house: four floors, arrows only downward, read from the imports."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "wirworkshops"
FLOORS = {
    "ground": "clock config database errors failpoints i18n lean links resources tokens",
    "models": "models",
    "domain": "domain",
    "outward": "calendars letters documents",
    "entry": "web cli worker wsgi demo schema backups readiness app __main__",
}
ORDER = list(FLOORS)
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names.split()}
WHOLE_HOUSE = {"app", "cli", "worker", "wsgi", "__main__"}
WEB_ONLY = {"flask", "wtforms", "flask_wtf"}
NO_NAMES = {"util", "utils", "helper", "helpers", "misc", "common", "manager"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(tree: ast.AST) -> set[str]:
    """Return every module imported, late imports counted."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _own(tree: ast.AST) -> set[str]:
    return {
        name.split(".")[1] for name in _imports(tree) if name.startswith("wirworkshops.")
    } & set(FLOOR_OF)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_from_its_own_floor_or_below(path: Path) -> None:
    if _room(path) in {"__init__", "migrations"}:
        return
    floor = ORDER.index(FLOOR_OF[_room(path)])
    above = {room for room in _own(_tree(path)) if ORDER.index(FLOOR_OF[room]) > floor}
    assert not above
    if _room(path) not in WHOLE_HOUSE:
        assert "app" not in _own(_tree(path))


def test_no_imports_go_in_a_circle() -> None:
    names = {".".join(("wirworkshops", *p.relative_to(PACKAGE).with_suffix("").parts)): p
             for p in MODULES}  # fmt: skip
    needs = {name: _imports(_tree(path)) & set(names) - {name} for name, path in names.items()}
    while free := {name for name, wanted in needs.items() if not wanted & set(needs)}:
        needs = {name: wanted for name, wanted in needs.items() if name not in free}
    assert not needs


@pytest.mark.parametrize("room", ["domain", "models"])
def test_rules_and_rows_know_no_web(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        roots = {name.split(".")[0] for name in _imports(_tree(path))}
        assert not roots & WEB_ONLY, path


def test_the_package_itself_holds_a_docstring_and_the_version_only() -> None:
    body = _tree(PACKAGE / "__init__.py").body
    assert [type(node) for node in body] == [ast.Expr, ast.Assign]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_small_named_and_described(path: Path) -> None:
    text = path.read_text("utf-8")
    assert path.stem not in NO_NAMES
    if "versions" in path.parts:  # written by Alembic
        return
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(_tree(path))
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, node.name


def _comment_at(lines: list[str], number: int) -> bool:
    """Whether the line, or the one above it, carries a comment."""
    return "#" in lines[number - 1] or lines[number - 2].strip().startswith("#")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_an_import_inside_a_function_says_why(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for function in ast.walk(_tree(path)):
        if not isinstance(function, ast.FunctionDef):
            continue
        late = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
        said = [_comment_at(lines, node.lineno) for node in late]
        assert all(said), function.name
