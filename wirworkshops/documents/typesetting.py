"""From a template and its data to a PDF, in a process of its own.

The typesetter keeps some 50 MB once it has run: a server's process would keep them for good.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wirworkshops import resources
from wirworkshops.documents import glyphs

SECONDS = 20


def pdf(template: str, data: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Return the PDF (PDF/UA-1) of a template and its data.

    Words must have passed glyphs.printable(); files are what the template shows by name.
    """
    with tempfile.TemporaryDirectory(prefix="wirworkshops-") as name:
        folder = Path(name)
        shutil.copy(resources.templates_folder() / template, folder / "main.typ")
        (folder / "data.json").write_text(json.dumps(data), "utf-8")
        for file, body in files.items():
            (folder / file).write_bytes(body)
        command = [sys.executable, "-m", __name__, name, str(glyphs.folder().absolute())]
        known = os.pathsep.join(path for path in sys.path if path)
        run = subprocess.run(
            command,
            env=os.environ | {"PYTHONPATH": known},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        if run.returncode:
            raise RuntimeError(f"{template}: {run.stderr.decode(errors='replace')[-500:]}")
        return (folder / "out.pdf").read_bytes()


def _compile(folder: Path, fonts: Path) -> None:
    import typst  # the reason for this process

    typst.compile(
        str(folder / "main.typ"),
        output=str(folder / "out.pdf"),
        root=str(folder),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


if __name__ == "__main__":
    _compile(Path(sys.argv[1]), Path(sys.argv[2]))
