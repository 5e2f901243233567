"""Images from elsewhere: made anew, bare, and refused where they are none."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from wirworkshops.documents import images
from wirworkshops.errors import Invalid

GPS = 0x8825
TURNED = 0x0112


def drawn(size: tuple[int, int] = (1200, 800), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, (163, 29, 94, 255)[: len(mode)])


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of a few bytes that says it has billions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def code_of(body: bytes) -> str:
    with pytest.raises(Invalid) as refused:
        images.made(body)
    return refused.value.code


def test_an_image_is_made_in_a_few_widths() -> None:
    made = images.made(saved(drawn((3000, 2000))))
    sizes = {key: Image.open(BytesIO(body)).size for key, body in made.files.items()}
    assert sizes == {
        ("webp", 480): (480, 320),
        ("webp", 960): (960, 640),
        ("webp", 1600): (1600, 1067),
        ("jpeg", 1600): (1600, 1067),
    }
    assert (made.width, made.height, made.plain) == (1600, 1067, "jpeg")


def test_a_phones_photo_with_a_second_one_behind_it_is_its_first() -> None:
    out = BytesIO()
    drawn((900, 600)).save(out, "MPO", save_all=True, append_images=[drawn((90, 60))])
    made = images.made(out.getvalue())
    assert (made.width, made.height, made.plain) == (900, 600, "jpeg")
    assert all(b"MPF" not in body for body in made.files.values())


def test_a_small_one_is_not_made_larger() -> None:
    made = images.made(saved(drawn((300, 200))))
    assert set(made.files) == {("webp", 300), ("jpeg", 300)}


def test_what_is_transparent_stays_so() -> None:
    made = images.made(saved(drawn((300, 200), "RGBA"), "PNG"))
    assert Image.open(BytesIO(made.files[("png", 300)])).mode == "RGBA"


def test_place_camera_and_comment_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera"
    exif.get_ifd(GPS)[2] = (50.0, 6.0, 20.0)
    sent = saved(drawn(), exif=exif, comment=b"geheim")
    assert b"Kamera" in sent
    for body in images.made(sent).files.values():
        again = Image.open(BytesIO(body))
        assert (dict(again.getexif()), "comment" in again.info) == ({}, False)
        assert not {b"Kamera", b"geheim"} & {
            word for word in (b"Kamera", b"geheim") if word in body
        }


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[TURNED] = 6
    made = images.made(saved(drawn((400, 200)), exif=exif))
    assert (made.width, made.height) == (200, 400)


def test_a_second_file_behind_the_picture_is_gone() -> None:
    script = b"<script>alert(1)</script>"
    made = images.made(saved(drawn(), "PNG") + script)
    assert not any(script in body for body in made.files.values())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "image-missing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image-broken"),
        (b"GIF89a" + b"\0" * 40, "image-broken"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "image-broken"),
        (saved(drawn())[:400], "image-broken"),
        (b"\0" * (images.MOST_BYTES + 1), "image-large"),
        (bomb(), "image-large"),
        (saved(drawn((20, 20))), "image-small"),
        (saved(drawn((1000, 80))), "image-shape"),
    ],
    ids=["nothing", "svg", "gif", "eps", "cut off", "heavy", "bomb", "tiny", "strip"],
)
def test_what_is_no_picture_of_ours_is_refused(body: bytes, code: str) -> None:
    assert code_of(body) == code


def test_what_moves_is_refused() -> None:
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue")]
    moving = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], duration=100)
    assert code_of(moving) == "image-animated"


def test_the_same_image_has_the_same_address() -> None:
    assert images.made(saved(drawn())).digest == images.made(saved(drawn())).digest
