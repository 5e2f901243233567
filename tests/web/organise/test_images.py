"""Images: sending one, what is refused, where it shows, taking it away."""

from io import BytesIO

from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests import cast
from tests.conftest import Queries
from tests.documents.test_images import bomb, drawn, saved
from wirworkshops.database import db
from wirworkshops.domain import history, images
from wirworkshops.domain.images import Owner
from wirworkshops.models.images import Image, ImageFile
from wirworkshops.models.workshops import Workshop

ALT = "Ein Tisch mit vielen Tellern"


def send(client: FlaskClient, path: str, body: bytes | None, alt: str = ALT, seen: str = ""):  # type: ignore[no-untyped-def]
    data = {"csrf_token": client.token(path), "alt": alt, "alt_en": "A table", "seen": seen}  # type: ignore[attr-defined]
    if body is not None:
        data["file"] = (BytesIO(body), "bild.jpg")
    return client.post(path, data=data, content_type="multipart/form-data")


def image_of(owner: Owner) -> Image | None:
    db.session.rollback()
    db.session.expire_all()
    return images.of(owner)


def path_of(workshop: Workshop) -> str:
    return f"/organise/workshops/{workshop.id}/image"


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_image_stands_where_the_mosaic_was(ben: FlaskClient, client: FlaskClient) -> None:
    workshop = cast.make_workshop()
    answer = send(ben, path_of(workshop), saved(drawn()))
    assert (answer.status_code, answer.location) == (
        303, f"/organise/workshops/{workshop.id}/material",
    )  # fmt: skip
    image = image_of(workshop)
    assert image is not None
    page = client.get(f"/workshops/{workshop.slug}").text
    file = f"/images/{image.digest}/480.webp"
    assert f'<img class="ww-workshop__picture" src="{file}"' in page
    assert f'alt="{ALT}"' in page
    og = f'<meta property="og:image" content="http://localhost/images/{image.digest}/1200.jpeg">'
    assert og in page
    assert file in client.get("/workshops").text
    english = client.get(f"/workshops/{workshop.slug}?lang=en").text
    assert 'alt="A table"' in english


def test_its_file_is_kept_for_ever_and_is_what_it_says(
    ben: FlaskClient, client: FlaskClient
) -> None:
    workshop = cast.make_workshop()
    send(ben, path_of(workshop), saved(drawn()))
    image = image_of(workshop)
    assert image is not None
    answer = client.get(f"/images/{image.digest}/480.webp")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    for wrong in ("480.svg", "481.webp", "99999999999.webp"):
        assert client.get(f"/images/{image.digest}/{wrong}").status_code == 404
    assert client.get("/images/ohne/480.webp").status_code == 404
    assert client.post(f"/images/{image.digest}/480.webp").status_code == 405


def test_what_is_refused_keeps_what_was_typed(ben: FlaskClient) -> None:
    path = path_of(cast.make_workshop())
    for body, said in (
        (bomb(), "Dieses Bild ist zu groß"),
        (b"<svg/>", "SVG und HEIC gehen nicht."),
        (None, "Bitte wählen Sie ein Bild aus."),
    ):
        answer = send(ben, path, body)
        assert (answer.status_code, said in answer.text, ALT in answer.text) == (422, True, True)
    answer = send(ben, path, saved(drawn()), alt="")
    assert (answer.status_code, count(Image)) == (422, 0)
    assert "Bitte beschreiben Sie das Bild" in answer.text


def test_nobody_replaces_another_image_unseen(ben: FlaskClient) -> None:
    path = path_of(cast.make_workshop())
    send(ben, path, saved(drawn()))
    answer = send(ben, path, saved(drawn((900, 900))))
    assert (answer.status_code, count(Image)) == (422, 1)
    assert "Inzwischen hat jemand anderes das Bild geändert." in answer.text


def test_it_can_be_described_anew_replaced_and_taken_away(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = path_of(workshop)
    send(ben, path, saved(drawn()))
    image = image_of(workshop)
    assert image is not None
    first = image.digest
    send(ben, path, None, alt="Anders", seen=images.print_of(image))
    assert cast.fresh(image_of(workshop)).alt["de"] == "Anders"
    send(ben, path, saved(drawn((900, 900))), seen=images.print_of(image_of(workshop)))
    second = image_of(workshop)
    assert second is not None
    assert (second.digest != first, count(Image), count(ImageFile)) == (True, 1, 3)
    ben.send(path, {}, to=f"{path}/remove")  # type: ignore[attr-defined]
    assert (count(Image), count(ImageFile)) == (0, 0)


def test_the_second_to_describe_it_is_told_what_the_first_wrote(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = path_of(workshop)
    send(ben, path, saved(drawn()))
    seen = images.print_of(image_of(workshop))
    send(ben, path, None, alt="Ein gedeckter Tisch", seen=seen)
    answer = send(ben, path, None, alt="Viele Teller", seen=seen)
    assert answer.status_code == 422
    for said in ("Das ist verschieden", "Ein gedeckter Tisch", "Viele Teller"):
        assert said in answer.text
    assert cast.fresh(image_of(workshop)).alt["de"] == "Ein gedeckter Tisch"
    again = answer.text.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert send(ben, path, None, alt="Viele Teller", seen=again).status_code == 303


def test_taking_away_what_is_not_there_leaves_no_trace(ben: FlaskClient) -> None:
    workshop = cast.make_workshop()
    path = path_of(workshop)
    for _ in range(2):
        ben.send(path, {}, to=f"{path}/remove")  # type: ignore[attr-defined]
    db.session.rollback()
    acts = [event.act for event in history.of_workshop(workshop.id)]
    assert "image-removed" not in acts


def test_it_goes_with_a_deleted_draft(ben: FlaskClient) -> None:
    workshop = cast.make_draft()
    send(ben, path_of(workshop), saved(drawn()))
    ben.send(f"/organise/workshops/{workshop.id}/delete", {})  # type: ignore[attr-defined]
    assert (count(Workshop), count(Image), count(ImageFile)) == (0, 0, 0)


def test_a_merged_hosts_logo_stays_where_there_is_none(ada: FlaskClient) -> None:
    old, new = cast.host("alt"), cast.host("neu")
    send(ada, f"/organise/hosts/{old.id}/image", saved(drawn()))
    ada.send(f"/organise/hosts/{old.id}/merge", {"into": str(new.id)})  # type: ignore[attr-defined]
    assert image_of(new) is not None


def test_only_the_administration_gives_hosts_and_series_one(ben: FlaskClient) -> None:
    assert ben.get(f"/organise/hosts/{cast.host().id}/image").status_code == 403
    assert ben.get(f"/organise/series/{cast.series().id}/image").status_code == 403


def test_a_list_of_images_costs_as_many_queries_as_one(
    ben: FlaskClient, client: FlaskClient, queries: Queries
) -> None:
    numbers = []
    for title in ("Eins", "Zwei", "Drei"):
        send(ben, path_of(cast.make_workshop(title)), saved(drawn()))
        db.session.remove()
        queries.clear()
        with queries:
            client.get("/workshops")
        numbers.append(len(queries))
    assert numbers[0] == numbers[2]
