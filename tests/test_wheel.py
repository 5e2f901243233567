"""The wheel brings its templates and static files: it serves pages on its own."""

import subprocess
import sys
from pathlib import Path

from tests.servers import ROOT

SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
import wirworkshops
assert wirworkshops.__file__.startswith(sys.argv[1]), wirworkshops.__file__
from wirworkshops import schema
from wirworkshops.app import create_app
app = schema.prepare(create_app())
with app.app_context():
    schema.upgrade()
client = app.test_client()
for path in ("/", "/workshops?lang=en", "/static/dist/app.css", "/login"):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
assert 'lang="en"' in client.get("/?lang=en").text
"""


def test_an_unpacked_wheel_serves_pages(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", tmp_path, ROOT], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel, tmp_path / "in"], check=True)
    subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path / "in"],
        check=True,
        cwd=tmp_path,
        env={"WIRWORKSHOPS_INSTANCE": str(tmp_path / "instance")},
    )
