"""PDF files: columns in the order of reading, whole paragraphs, and what stands on every page taken out."""

from __future__ import annotations

import io
import time

import pytest

from dateline.clean.pdf.columns import columns_of
from dateline.clean.pdf.glyphs import Line
from dateline.clean.pdf.pages import pages
from dateline.domain.document import Document
from dateline.errors import UnreadableError
from tests.clean.cleaned import cleaned, reasons
from tests.files import HEADLINE, STORY, Words, pdf, pdf_from_objects, typeset


def document_of(raw: bytes) -> Document:
    return cleaned(raw, media_type="application/pdf")


def test_wrapped_lines_are_paragraphs_and_the_large_type_is_the_title() -> None:
    document = document_of(pdf([(72, 730, 20, HEADLINE), *typeset(STORY, left=72, top=700, chars=80)]))
    assert document.text.split("\n\n") == [HEADLINE, *STORY]
    assert document.title == HEADLINE


def test_narrow_columns_are_read_one_after_the_other() -> None:
    half = " ".join(STORY[:2])
    words: list[Words] = [(72, 730, 20, HEADLINE)]
    words += typeset([half, STORY[2]], left=72, top=690, chars=34, size=9)
    words += typeset(STORY[::-1], left=320, top=690, chars=34, size=9)
    document = document_of(pdf(words))
    assert document.text.split("\n\n") == [HEADLINE, half, STORY[2], *STORY[::-1]]


def test_columns_that_were_drawn_row_by_row_are_read_the_same() -> None:
    left = typeset(STORY, left=72, top=690, chars=34, size=9)
    right = typeset(STORY[::-1], left=320, top=690, chars=34, size=9)
    rows = [words for pair in zip(left, right, strict=False) for words in pair]
    assert document_of(pdf(rows)).text.split("\n\n") == [*STORY, *STORY[::-1]]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    long = " ".join(STORY * 2)
    lines = typeset([long], left=0, top=0, chars=40, size=9)
    third = len(lines) // 3

    def at(part: list[Words], left: float) -> list[Words]:
        return [(left, 690 - 11 * row, 9, text) for row, (_, _, _, text) in enumerate(part)]

    first = at(lines[:third], 72) + at(lines[third : 2 * third], 330)
    document = document_of(pdf(first, at(lines[2 * third :], 72)))
    assert document.text == long


def test_hyphens_at_line_ends_go_where_they_broke_a_word() -> None:
    lines = [
        "The government has said that the investi-",
        "gation of the attack on the north-",
        "eastern village would go on.",
    ]
    document = document_of(pdf([(72, 700 - 12 * row, 10, line) for row, line in enumerate(lines)]))
    assert "the investigation of the attack" in document.text
    assert "gation" in reasons(document)["hyphenation"]


def test_running_heads_and_page_numbers_go_and_are_listed() -> None:
    pages = [
        [(72, 760, 8, f"The Delta Courier, issue 41, page {number}"), *typeset(STORY[number - 1 :], left=72, top=690, chars=80),
         (300, 30, 8, f"- {number} -")]
        for number in range(1, 4)
    ]  # fmt: skip
    document = document_of(pdf(*pages))
    assert document.text.split("\n\n") == [*STORY, *STORY[1:], *STORY[2:]]
    assert reasons(document)["page_break"].count("The Delta Courier, issue 41") == 3
    assert "- 2 -" in reasons(document)["page_break"]


def test_indents_begin_paragraphs() -> None:
    document = document_of(pdf(typeset(STORY, left=72, top=700, chars=60, indent=14)))
    assert document.text.split("\n\n") == list(STORY) or document.text.split("\n") == list(STORY)


def test_a_table_is_read_row_by_row() -> None:
    rows = [("District", "Killed"), ("Saranga", "9"), ("Old Bridge", "4"), ("Harbour", "1"), ("Total", "14")]
    words: list[Words] = [(72, 730, 10, STORY[1])]
    words += [(left, 700 - 14 * n, 10, row[side]) for n, row in enumerate(rows) for side, left in enumerate((72, 300))]
    text = document_of(pdf(words)).text
    assert "Saranga 9" in text and "Total 14" in text


def test_the_files_own_title_is_believed_and_its_day_is_not() -> None:
    told = {"Title": "Situation report 12", "CreationDate": "D:20240515080000Z", "ModDate": "D:20240516080000+02'00'"}
    document = document_of(pdf(typeset(STORY, left=72, top=700, chars=80), told=told))
    assert document.title == "Situation report 12"
    assert document.published is None
    assert document.modified is not None and document.modified.isoformat() == "2024-05-16T06:00:00+00:00"
    named = document_of(
        pdf(typeset(STORY, left=72, top=700, chars=80), told={"Title": "Microsoft Word - sitrep final.docx"})
    )
    assert named.title != "Microsoft Word - sitrep final.docx"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n...", "unreadable"),
        (pdf([]), "empty"),
        (pdf(typeset(STORY, left=72, top=700, chars=80))[:300], None),
    ],
)
def test_what_cannot_be_read_is_an_error_that_says_so(raw: bytes, kind: str | None) -> None:
    with pytest.raises(UnreadableError) as caught:
        document_of(raw)
    assert kind is None or caught.value.kind == kind


def test_pages_beyond_the_limit_are_said_to_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.clean.pdf.MOST_PAGES", 2)
    document = document_of(pdf(*([typeset(STORY, left=72, top=700, chars=80)] * 3)))
    assert [issue.kind for issue in document.issues] == ["too_many_pages"]


def test_a_title_over_two_columns_is_a_band_of_its_own() -> None:
    title = Line("A title over both columns of the page", 72, 700, 540, 720, 20)
    left = [Line(f"left {n} of the first column here", 72, 600 - 12 * n, 290, 610 - 12 * n, 10) for n in range(5)]
    right = [Line(f"right {n} of the second column here", 320, 600 - 12 * n, 540, 610 - 12 * n, 10) for n in range(5)]
    columns = columns_of([title, *left, *right])
    assert [column.lines[0].text.split()[0] for column in columns] == ["A", "left", "right"]


def test_a_page_of_a_large_table_is_laid_out_at_once() -> None:
    cells = [
        Line("12 ab", 50 * column, 2000 - 12 * row, 50 * column + 30, 2010 - 12 * row, 10)
        for row in range(150)
        for column in range(10)
    ]
    start = time.process_time()
    columns = columns_of(cells)
    # To look at all cells again for every pair of rows took twenty seconds.
    assert time.process_time() - start < 5
    assert [len(column.lines) for column in columns] == [150]


def test_a_sign_without_a_letter_ends_no_line() -> None:
    assert document_of(pdf([(72, 700, 10, "The mar\x02ket was shelled on Monday.")])).text == (
        "The mar\ufffdket was shelled on Monday."
    )


def test_what_is_left_out_of_a_page_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.clean.pdf.pages.MOST_CHARS_A_PAGE", 30)
    found, _ = next(pages(io.BytesIO(pdf(typeset(STORY, left=72, top=700, chars=60))), {"most_pages": 9}))
    assert [kind for kind, _ in found["issues"]] == ["too_long"]
    assert "".join(text for text, _, _ in found["lines"]).startswith(STORY[0][:20])


def scaled(words: list[Words], by: float) -> bytes:
    """A page whose words are drawn in units of their own, which the whole is scaled from, as browsers draw them."""
    drawn = "\n".join(
        f"BT /F1 {size / by:.3f} Tf {left / by:.3f} {base / by:.3f} Td ({text}) Tj ET"
        for left, base, size, text in words
    )
    stream = f"{by} 0 0 {by} 0 0 cm\n{drawn}".encode("cp1252")
    return pdf_from_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    )


@pytest.mark.parametrize("by", [0.1, 0.75, 1.0, 12.0])
def test_type_is_as_large_as_it_stands_on_the_page_whatever_units_it_is_drawn_in(by: float) -> None:
    left = typeset(STORY, left=72, top=690, chars=40, size=10)
    right = [
        (306.0, base, size, text) for _, base, size, text in typeset(STORY[::-1], left=0, top=690, chars=40, size=10)
    ]
    wide = [(left_, base, size, text.ljust(40)) for left_, base, size, text in left]
    document = document_of(scaled([(72, 730, 20, HEADLINE), *wide, *right], by))
    assert document.text.split("\n\n") == [HEADLINE, *STORY, *STORY[::-1]]
    assert document.title == HEADLINE


def test_what_a_browser_prints_around_a_page_goes() -> None:
    words = [
        (72, 730, 20, HEADLINE),
        *typeset(STORY, left=72, top=700, chars=80),
        (24, 17, 8, "https://delta.example/2024/05/14/nine-traders"),
        (559, 17, 8, "1/1"),
    ]
    document = document_of(pdf(words, told={"Title": f"{HEADLINE} | The Delta Courier"}))
    assert document.text.split("\n\n") == [HEADLINE, *STORY]
    assert document.title == HEADLINE
    assert "https://delta.example/2024/05/14/nine-traders" in reasons(document)["page_break"]
