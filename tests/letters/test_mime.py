"""The e-mail's structure and headers hold whatever people type."""

from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.letters import post
from wirworkshops import clock
from wirworkshops.config import Settings
from wirworkshops.letters import mime
from wirworkshops.letters.content import Calendar, Reader

SETTINGS = Settings(base_url="https://wirworkshops.offenbach.example")
NOW = datetime(2027, 3, 3, 8, 0, tzinfo=UTC)
ICS = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Über 🎉\r\nEND:VCALENDAR\r\n".encode()
CEM = Reader("Cem Aksoy", "cem@kita.example", "de")


def built(
    reader: Reader = CEM, subject: str = "Sie sind dabei", calendar: Calendar | None = None
) -> EmailMessage:
    """Return the letter as its reader's program sees it."""
    with clock.frozen(NOW):
        message = mime.build(
            subject=subject, text="Guten Tag,\n\nÄpfel & Öl 🎉\n", html="<p>Äpfel</p>\n",
            calendar=calendar, message_id=mime.message_id(SETTINGS, 7, NOW),
            reader=reader, settings=SETTINGS,
        )  # fmt: skip
    assert bytes(message) == message.as_bytes()
    return post.read(message.as_bytes())


def test_headers_name_the_office_and_the_person() -> None:
    message = built()
    assert dict(message.items()) == {
        "From": "Vielfaltszentrum Offenbach <vielfalt@offenbach.example>",
        "Reply-To": "Vielfaltszentrum Offenbach <vielfalt@offenbach.example>",
        "To": "Cem Aksoy <cem@kita.example>",
        "Subject": "Sie sind dabei",
        "Date": "Wed, 03 Mar 2027 09:00:00 +0100",
        "Message-ID": "<letter-7.20270303080000@wirworkshops.offenbach.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "de",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/alternative; boundary="=_wirworkshops_0"',
    }


def test_an_invitation_is_there_twice_with_the_same_bytes() -> None:
    message = built(calendar=Calendar("REQUEST", ICS))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    part, file = list(message.walk())[4:]
    assert part.get_payload(decode=True) == file.get_payload(decode=True) == ICS
    assert dict(part.get_params()) == {"text/calendar": "", "method": "REQUEST", "charset": "utf-8"}
    assert file.get_filename() == "termin.ics"
    assert {p["Content-Transfer-Encoding"] for p in (part, file)} == {"base64"}


def test_every_line_is_ascii_ends_with_crlf_and_is_short() -> None:
    with clock.frozen(NOW):
        raw = mime.build(
            subject="Ü" * 300, text="Wort " * 400, html="<p>" + "ö" * 3000, message_id="<x@y>",
            calendar=Calendar("CANCEL", ICS), reader=CEM, settings=SETTINGS,
        ).as_bytes()  # fmt: skip
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_a_newline_in_a_name_begins_no_header() -> None:
    message = built(
        Reader("Eve\r\nBcc: eve@fremd.example", CEM.email, "de"), "A\r\nBcc: b@c.example"
    )
    assert "Bcc" not in message
    assert message["Subject"] == "A Bcc: b@c.example"
    assert [to.addr_spec for to in message["To"].addresses] == [CEM.email]


NAMES = st.text(min_size=1, max_size=200)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(NAMES, st.text(min_size=1, max_size=300))
@example("x, " * 60, "x")
@example('Evil" <evil@fremd.example>, "', "=?utf-8?q?x?=")
@example("Großmüller-Österreicherin, Prof. Dr. 🎉, und noch mehr, viel mehr Namen", "🎉" * 300)
def test_a_letter_goes_to_one_person_whatever_her_name(name: str, subject: str) -> None:
    message = built(Reader(name, CEM.email, "de"), subject)
    assert [to.addr_spec for to in message["To"].addresses] == [CEM.email]
    assert len(message.get_all("To", [])) == len(message.get_all("Subject", [])) == 1


def test_a_long_subject_comes_back_whole() -> None:
    title = "Veranstaltungen für alle – „ganz einfach“? 🎉 " * 7
    with clock.frozen(NOW):
        raw = mime.build(
            subject=title.strip(), text="x", html="x", calendar=None, message_id="<x@y>",
            reader=CEM, settings=SETTINGS,
        ).as_bytes()  # fmt: skip
    head = raw.decode().split("\r\n\r\n")[0].replace("\r\n ", " ")
    subject = head.split("Subject: ")[1].split("\r\n")[0].replace("?= =?", "?==?")
    assert str(make_header(decode_header(subject))) == title.strip()


def test_a_domain_is_written_in_ascii() -> None:
    assert mime.mailbox("cem@müller.example") == "cem@xn--mller-kva.example"


@pytest.mark.parametrize("email", ["", "cem", "@", "müller@kita.example", "a b@kita.example"])
def test_an_address_that_cannot_be_written_to_is_refused(email: str) -> None:
    with pytest.raises(mime.AddressError):
        mime.mailbox(email)
