"""The file of a backup: a manifest first, then its parts, each with its SHA-256.

Members are read by the names that the manifest may give; no path of the file is followed.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from wirworkshops.errors import Invalid

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_BYTES = 10 * 2**20
SUFFIX = ".tar.gz"
NAME = re.compile(r"wirworkshops-\d{8}-\d{6}\.tar\.gz")
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PLAIN = ("config.toml", "secret-key")
LOGO = re.compile(r"logos/[^./\\][^/\\]*")
CHUNK = 2**20
FORMED = (ValueError, KeyError, TypeError, AttributeError)
BROKEN = (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, *FORMED)


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; at is in UTC, seal shows which secret key it goes with."""

    version: str
    migration: str
    at: str
    database: str
    seal: str
    rows: dict[str, int]
    parts: dict[str, str]
    format: int = FORMAT

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.at)


def name_of(made_at: datetime) -> str:
    """Return the name of a backup's file; its digits are UTC, so that names sort by age."""
    return f"wirworkshops-{made_at:%Y%m%d-%H%M%S}{SUFFIX}"


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(target: Path, manifest: Manifest, parts: dict[str, Path]) -> None:
    """Write the file, readable by its owner only, and see that it is on the disk."""
    mtime = int(manifest.made_at.timestamp())
    with (
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar,
    ):
        head = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
        _add(tar, MANIFEST, io.BytesIO(head), len(head), mtime)
        for name, path in parts.items():
            with path.open("rb") as part:
                _add(tar, name, part, path.stat().st_size, mtime)
    settle(target)


def _add(tar: tarfile.TarFile, name: str, content: IO[bytes], size: int, mtime: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, mtime, 0o600
    tar.addfile(member, content)


def settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def unpack(file: Path, folder: Path) -> Manifest:
    """Take a backup apart into a folder, after looking at each name and each hash."""
    with _opened(file) as tar:
        members = iter(tar)
        manifest = _manifest(tar, next(members, None))
        left = dict(manifest.parts)
        for member in members:
            wanted = left.pop(member.name, "")
            if not wanted or not member.isreg():
                raise ValueError(f"{member.name!r} does not belong to it")
            _take_out(tar, member, folder / member.name)
            if digest(folder / member.name) != wanted:
                raise ValueError(f"{member.name} is not what was backed up")
        if left:
            raise ValueError(f"{', '.join(left)} is missing")
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            yield tar
    except BROKEN as error:
        sentence = f"{file} is damaged, or no backup of wirworkshops: {error}."
        raise Invalid("backup-broken", sentence) from error


def _manifest(tar: tarfile.TarFile, member: tarfile.TarInfo | None) -> Manifest:
    if not member or member.name != MANIFEST or not member.isreg():
        raise ValueError("its manifest is missing")
    content = tar.extractfile(member)
    said = json.loads(content.read(MANIFEST_BYTES)) if content else {}
    if said.get("format") != FORMAT:
        raise ValueError(f"its format is {said.get('format')!r}, not {FORMAT}")
    manifest = Manifest(**said)
    own = {DATABASES[manifest.database], *PLAIN}
    strange = [name for name in manifest.parts if name not in own and not LOGO.fullmatch(name)]
    if strange or manifest.made_at.tzinfo is None:
        raise ValueError("its manifest names what does not belong to it")
    return manifest


def _take_out(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    content = tar.extractfile(member)
    if content is None:
        raise ValueError(f"{member.name} is no file")
    target.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, CHUNK)
        file.flush()
        os.fsync(file.fileno())
