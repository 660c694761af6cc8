"""The text of an e-mail: run in a process apart, since mails are nested without end and hold what anybody put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from io import BytesIO
from typing import Any, BinaryIO

from dateline.clean.decode import decode
from dateline.clean.html.page import page
from dateline.domain.day import moment_from_mail
from dateline.errors import UnreadableError

#: Parts of a message; a newsletter has five.
MOST_PARTS = 500
#: And characters of one line of its head.
MOST_HEAD_CHARS = 2000
#: Plain text beside a formatted version is taken where it has this share of its words: it is the cleaner one.
_PLAIN_SHARE = 0.7
_SIGNATURE = re.compile(r"^-- ?\r?$", re.M)
_ADDRESS = re.compile(r"https?://\S+")
_REPLY = re.compile(r"^\s*(?:(?:re|fw|fwd|aw|wg|tr)\s*:\s*)+", re.I)
#: Mailboxes that are nobody's name.
_OFFICE = re.compile(
    r"\b(?:no-?reply|newsletters?|alerts?|info|news|editors?|press|mailing|list|daily|weekly|briefing)\b", re.I
)


def message(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The mail's text, its facts, and what was left out; as ``page`` gives it where the mail is formatted."""
    del options
    # The older policy: the newer one takes gigabytes for a head of some hundred kilobytes.
    mail = message_from_bytes(stream.read())
    facts = _facts(mail)
    plain, formatted = _bodies(mail)
    if formatted is not None and not _is_enough(plain, formatted):
        raw, charset = formatted
        [(story, _)] = page(BytesIO(raw), {"charset": charset, "whole": True, "title": facts["title"]})
        # The page's own facts are those of a template; the mail's head says more.
        yield story | {"facts": facts, "title": facts["title"], "issues": story["issues"]}, b""
        return
    if plain is None:
        raise UnreadableError("is a mail without text", kind="empty")
    raw, charset = plain
    decoded = decode(raw, charset)
    signature = list(_SIGNATURE.finditer(decoded.text))[-1:]
    title = f"{facts['title']}\n\n" if facts["title"] else ""
    cut = signature[0].start() if signature and len(decoded.text) - signature[0].start() < 2000 else len(decoded.text)
    yield {
        "text": title + decoded.text[:cut],
        "facts": facts,
        "title": facts["title"],
        "removed": [["signature", decoded.text[cut:].strip()]] if decoded.text[cut:].strip() else [],
        "issues": [[issue.kind, issue.detail] for issue in decoded.issues],
    }, b""  # fmt: skip


Body = tuple[bytes, str | None]


def _bodies(mail: Message) -> tuple[Body | None, Body | None]:
    """The first plain and the first formatted body that is no attachment."""
    plain: Body | None = None
    formatted: Body | None = None
    for number, part in enumerate(mail.walk()):
        if number >= MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
            continue
        raw = part.get_payload(decode=True)
        if not isinstance(raw, bytes) or not raw.strip():
            continue
        body = raw, _charset(part)
        if kind == "text/plain":
            plain = plain or body
        else:
            formatted = formatted or body
    return plain, formatted


def _charset(part: Message) -> str | None:
    said = part.get_content_charset()
    return None if said in (None, "us-ascii", "unknown-8bit") else said


def _is_enough(plain: Body | None, formatted: Body) -> bool:
    """Whether the plain version is the text itself, and not a pointer to the formatted one or a list of addresses."""
    if plain is None:
        return False
    text = plain[0].decode("latin-1")
    n_words = len(_ADDRESS.sub(" ", text).split())
    n_formatted = len(re.sub(rb"<[^>]{0,2000}>", b" ", formatted[0]).split())
    return n_words >= _PLAIN_SHARE * n_formatted and len(_ADDRESS.findall(text)) <= 1 + n_words / 60


def _facts(mail: Message) -> dict[str, Any]:
    """Subject, sender and day; a sender is an author where it is called as a person is, else the outlet."""
    subject = " ".join(_head(mail, "Subject").split())
    moment = moment_from_mail(_head(mail, "Date"))
    name, address = next(iter(getaddresses([_head(mail, "From")])), ("", ""))
    name = " ".join(name.split()).strip("'\"")
    is_list = mail.get("List-Id") is not None or mail.get("List-Unsubscribe") is not None
    is_office = is_list or not _is_person(name, address)
    return {
        "title": _REPLY.sub("", subject) or None,
        "published": moment[0].isoformat() if moment else None,
        "outlet": (name or None) if is_office else None,
        "authors": [] if is_office or not name else [name],
        "url": _head(mail, "Archived-At").strip("<> ") or None,
    }


def _head(mail: Message, name: str) -> str:
    """A line of the head, decoded, as far as anybody writes one."""
    written = str(mail.get(name) or "")[:MOST_HEAD_CHARS]
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, LookupError, ValueError):
        return written


def _is_person(name: str, address: str) -> bool:
    """Whether a sender is called as a person is, and neither after the site nor after an office of it."""
    words = name.split()
    mailbox, _, site = address.casefold().rpartition("@")
    if len(words) not in (2, 3) or words[0].casefold() == "the" or _OFFICE.search(f"{name} {mailbox}"):
        return False
    return not any(len(word) >= 4 and word.casefold() in site for word in words)
