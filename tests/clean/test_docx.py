"""Word files: every word of the text, whatever tracked it, boxed it or put it in a table."""

from __future__ import annotations

import pytest

from dateline.clean.docx import MEDIA_TYPE
from dateline.domain.document import Document, PartKind
from dateline.errors import UnreadableError
from tests.clean.cleaned import cleaned, quoted, reasons
from tests.files import HEADLINE, STORY, docx, zipped


def document_of(raw: bytes) -> Document:
    return cleaned(raw, media_type=MEDIA_TYPE)


def test_paragraphs_and_the_heading_are_the_text() -> None:
    document = document_of(docx(*STORY, footer="The Delta Courier, page"))
    assert document.text.split("\n\n") == [HEADLINE, *STORY]
    assert quoted(document, PartKind.TITLE) == [HEADLINE]
    assert reasons(document) == {"page_break": "The Delta Courier, page"}


def test_tracked_changes_tables_and_boxes_lose_no_word() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The mayor </w:t></w:r><w:ins><w:r><w:t>of Saranga</w:t></w:r></w:ins><w:del><w:r>"
        "<w:delText> struck out</w:delText></w:r></w:del><w:r><w:tab/><w:t>agreed.</w:t><w:br/><w:t>He left.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Saranga</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl><w:p><w:r><w:t>Outside.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r>"
        "</w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    text = document_of(docx(*STORY, body=body)).text
    assert text.split("\n\n")[-4:] == ["The mayor of Saranga agreed.\nHe left.", "Saranga 9", "Outside.", "In a box."]


def test_the_files_title_and_its_last_change_are_kept() -> None:
    told = (
        '<p:coreProperties xmlns:p="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>Situation report 12</dc:title><t:modified>2024-05-16T06:00:00Z</t:modified></p:coreProperties>"
    )
    document = document_of(docx(*STORY, title="", told=told))
    assert document.title == "Situation report 12"
    assert document.modified is not None and document.modified.isoformat() == "2024-05-16T06:00:00+00:00"


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04", zipped({"word/document.xml": b"<w:document"}), zipped({"a.txt": b"a"}), docx(title="")]
)
def test_what_is_no_word_file_is_an_error(raw: bytes) -> None:
    with pytest.raises(UnreadableError):
        document_of(raw)


def test_an_entity_is_not_resolved() -> None:
    raw = zipped({"word/document.xml": b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><d>&e;</d>'})
    with pytest.raises(UnreadableError):
        document_of(raw)
