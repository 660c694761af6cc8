"""Mails: which of their versions is the text, and what the head tells."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.clean.mail import MEDIA_TYPE
from dateline.domain.document import Document
from dateline.errors import UnreadableError
from tests.clean.cleaned import cleaned, reasons
from tests.files import HEADLINE, STORY, mail

HTML = "<html><body><table><tr><td><h1>Good morning</h1>{}<p>Unsubscribe from this list</p></td></tr></table></body></html>"


def document_of(raw: bytes) -> Document:
    return cleaned(raw, media_type=MEDIA_TYPE)


def test_subject_sender_and_day_come_from_the_head() -> None:
    document = document_of(mail(Subject_="", subject=f"Fwd: {HEADLINE}"))
    assert document.title == HEADLINE
    assert document.text.split("\n\n") == [HEADLINE, *STORY]
    assert document.outlet == "The Delta Courier"
    # In the sender's own zone: in Greenwich it was the next day.
    assert document.published == date(2024, 5, 14)


def test_a_person_who_writes_is_the_author() -> None:
    document = document_of(mail(From="Ann Poe <ann@delta.example>"))
    assert (document.authors, document.outlet) == (("Ann Poe",), None)


def test_a_newsletter_is_read_from_its_formatted_version() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    document = document_of(mail("View this mail in your browser: https://delta.example/1", html=HTML.format(story)))
    assert document.text.split("\n\n") == [HEADLINE, "Good morning", *STORY]
    assert "Unsubscribe" in " ".join(reasons(document).values())


def test_the_plain_version_is_taken_where_it_says_the_same() -> None:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    document = document_of(mail(*STORY, html=HTML.format(story)))
    assert document.text.split("\n\n") == [HEADLINE, *STORY]


def test_a_signature_goes_and_is_listed() -> None:
    document = document_of(mail(*STORY, "-- \nAnn Poe\n+1 555 010 020"))
    assert document.text.endswith("searched for mines.")
    assert "Ann Poe" in reasons(document)["signature"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "x-nobody-knows"])
def test_the_parts_charset_is_kept(charset: str) -> None:
    encoding = charset if charset.startswith(("iso", "utf")) else "utf-8"
    head = (
        f"Subject: =?utf-8?q?El_ni=C3=B1o?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n\r\n"
    )
    document = document_of(head.encode() + f"El niño murió ayer. {STORY[0]}".encode(encoding))
    assert document.text.startswith("El niño\n\nEl niño murió ayer.")


def test_a_mail_without_text_is_an_error() -> None:
    raw = b"From: a@b.example\nMessage-ID: <1>\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    with pytest.raises(UnreadableError) as caught:
        document_of(raw)
    assert caught.value.kind == "empty"
