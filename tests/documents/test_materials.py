"""Files for people to download: told by their content, never by their name alone."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.documents.test_images import drawn, saved
from wirworkshops.documents import materials
from wirworkshops.errors import Invalid

PDF = b"%PDF-1.7\n%%EOF\n"


def archive(*names: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as book:
        for name in names:
            book.writestr(name, "x")
    return out.getvalue()


def test_a_file_gets_a_name_and_a_type_of_ours() -> None:
    sent = materials.looked_at("C:\\Ordner\\Übung für alle!.PDF", PDF)
    assert (sent.name, sent.media_type, sent.body) == (
        "uebung-fuer-alle.pdf",
        "application/pdf",
        PDF,
    )


@pytest.mark.parametrize("ending", materials.BOOKS)
def test_documents_are_let_in(ending: str) -> None:
    media_type, inside = materials.BOOKS[ending]
    assert materials.looked_at(f"a.{ending}", archive(inside)).media_type == media_type


def test_a_picture_is_made_anew() -> None:
    sent = materials.looked_at("foto.png", saved(drawn()) + b"<script>")
    assert (sent.name, sent.media_type, b"<script>" in sent.body) == (
        "foto.jpg",
        "image/jpeg",
        False,
    )


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("a.pdf", b"", "material-empty"),
        ("a.pdf", b"<html>", "material-kind"),
        ("a.html", PDF, "material-kind"),
        ("a.exe", b"MZ", "material-kind"),
        ("a.docx", b"PK\x03\x04 cut off", "material-kind"),
        ("a.docx", archive("content.xml"), "material-kind"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "material-macros"),
        ("a.pdf", b"%PDF-" + b"0" * materials.MOST_BYTES, "material-large"),
        ("a.svg", b"<svg/>", "material-kind"),
        ("a.png", b"<svg/>", "image-broken"),
        ("pdf", PDF, "material-kind"),
    ],
)
def test_everything_else_is_refused(name: str, body: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        materials.looked_at(name, body)
    assert refused.value.code == code
