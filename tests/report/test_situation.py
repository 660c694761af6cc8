from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from dateline.domain.event import Event, EventStatus
from dateline.errors import MissingPackError
from dateline.report.situation import Sayer, Situation, Source, html_of_situation, pdf_from_html, situation_of
from dateline.report.situation import pdf as printing
from dateline.report.situation.gather import MOST_LINES, Asked, Disputed
from dateline.report.wanting import wanted
from tests.report.made import HOSTILE, attack, days, event, some_events
from tests.report.test_notebook import ELEMENTS, Seen

ASKED = Asked(
    title="Week 19",
    first_day=date(2024, 5, 1),
    last_day=date(2024, 5, 31),
    filters=("country: MLI",),
    ledger="sahel.ledger",
    entry=(12, "b38d" * 16, datetime(2024, 5, 14, 9, 30, tzinfo=UTC)),
    version="0.1.0",
    policy="most-supported",
    sources={
        "rp-1": Source(document="rp-1", title="Seventeen dead", outlet="River Post", url="https://river.example/1")
    },
    disputed={
        attack().id: (Disputed("where", (("Osmal", (Sayer("Eastern Courier", ("the governor",)),)), ("Gao", ()))),)
    },
)


def made(*events: Event, asked: Asked = ASKED) -> Situation:
    return situation_of(events or some_events(), asked)


def page(situation: Situation) -> Seen:
    html = html_of_situation(situation)
    seen = Seen(html)
    head = {
        "html",
        "head",
        "meta",
        "body",
        "header",
        "section",
        "article",
        "h1",
        "h2",
        "h4",
        "p",
        "figure",
        "figcaption",
        "ol",
        "li",
        "a",
    }
    assert seen.elements <= ELEMENTS | head, seen.elements
    assert not [name for name in seen.attributes if name.startswith("on") or name in ("src", "srcdoc", "style")]
    assert not re.findall(r'href="(?!#event-\d)', html) and "url(" not in html and "@import" not in html
    assert "default-src 'none'" in html
    return seen


def test_events_of_weight_are_numbered_by_country_and_day() -> None:
    situation = made()
    assert [(name, [one.event.id for one in some]) for name, some in situation.places] == [
        ("Niger", ["e3"]),
        ("Mali", ["e2", "e1", "e6"]),
    ]
    assert [one.number for one in situation.numbered] == [1, 2, 3, 4]
    assert [one.id for one in situation.lesser] == ["e4", "e5"]


def test_the_page_tells_tolls_with_ranges_and_sources() -> None:
    seen = page(made())
    text = " ".join(seen.text.split())
    for words in ("Week 19", "1–31 May 2024 · country: MLI", "14 (12–17)", "3 independent sources", "12 or more",
                  "Eastern Courier, 11 May 2024: the regional governor", "(repeats another figure)", "up to 40",
                  "Responsibility: claimed by Red Hand claimed; denied by the Front", "Not pinned: Niger (1)",
                  "a person has reviewed 1 event of 4", "River Post: Seventeen dead", "https://river.example/1",
                  "as of entry 12 of its log, 2024-05-14 09:30 UTC, b38db38d", "most-supported"):  # fmt: skip
        assert words in text
    # The sums: 14 + 3 + 6 + 40 killed, from 12 + 3 + 6 to 17 + 3 + 6 + 40 or more.
    assert re.search(r"killed 63 21 66\+ 4 no upper bound is told in 1", text)


def test_tolls_over_time_stand_before_the_events() -> None:
    seen = page(made())
    assert seen.text.index("At a glance") < seen.text.index("Killed, by day") < seen.text.index("Osmal, Mali")
    assert "Grey: 2 events that may lie in more than one day" in seen.text
    assert "Triangle: 1 toll with no upper bound" in seen.text


def test_what_is_disputed_stands_with_who_says_so() -> None:
    text = " ".join(page(made(attack())).text.split())
    table = text.split("What is disputed")[1].split("Reports")[0]
    assert re.search(
        r"killed 12 or more Eastern Courier \(the regional governor\) 17 River Post \(a doctor\) 14 Sahel Newswire",
        table,
    )
    assert "where Osmal Eastern Courier (the governor) Gao" in table


def test_what_people_restricted_is_nowhere() -> None:
    hidden = replace(attack(), restricted=("where", "participants.recipient"))
    html = html_of_situation(made(hidden))
    for secret in ("Osmal", "Ada Lund", "16.27", "Seventeen dead", "the governor", "Fourteen died"):
        assert secret not in html
    assert "withheld: where, to whom" in " ".join(page(made(hidden)).text.split())


def test_hostile_words_are_words() -> None:
    source = Source(document=HOSTILE, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    asked = replace(ASKED, title=HOSTILE, filters=(HOSTILE,), ledger=HOSTILE, sources={HOSTILE: source})
    html = html_of_situation(made(*some_events(), asked=asked))
    assert "<script" not in html and "<img" not in html and "62710561" not in html and "\x1b" not in html
    assert "<script>alert('x')</script>" in page(made(*some_events(), asked=asked)).text


def test_history_and_what_was_rejected_are_counted_and_not_told() -> None:
    history = event(
        "e8", accounts=tuple(replace(one, background=True) for one in event("e8").accounts), tolls=attack().tolls
    )
    rejected = replace(attack(), status=EventStatus.REJECTED)
    situation = made(history, rejected)
    assert not situation.numbered and not situation.lesser
    text = " ".join(page(situation).text.split())
    assert "1 event told only as history; 1 event that a person has rejected" in text
    assert "what reports tell in passing" in page(made(rejected, asked=replace(ASKED, is_notable=True))).text
    assert "No event of these days" in text


def test_of_many_lesser_events_the_rest_is_counted() -> None:
    many = [event(f"e{number}", type="consult", when=days(date(2024, 5, 1))) for number in range(MOST_LINES + 7)]
    situation = made(*many)
    assert len(situation.lesser) == MOST_LINES
    assert "And 7 more." in page(situation).text


@pytest.fixture
def weasyprint() -> None:
    """Skips where WeasyPrint's libraries of the system are not there."""
    try:
        wanted("weasyprint", extra="pdf")
    except MissingPackError as error:
        pytest.skip(f"{error.message}: `apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0`")


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))
    finally:
        document.close()


@pytest.mark.usefixtures("weasyprint")
def test_a_pdf_has_what_the_page_has() -> None:
    pdf = pdf_from_html(html_of_situation(made()))
    text = text_of(pdf)
    assert pdf.startswith(b"%PDF-") and "Week 19" in text and "14 (12–17)" in text and "Osmal, Mali" in text


@pytest.mark.usefixtures("weasyprint")
def test_nothing_is_fetched_for_a_pdf(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    html = f'<p>shown</p><img src="{secret.as_uri()}" alt="not shown"><link rel="stylesheet" href="http://127.0.0.1:9/x.css">'
    assert "secret" not in text_of(pdf_from_html(html)).replace("not shown", "")


def test_without_weasyprint_a_chromium_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Stands for a Chromium: it is called as one and writes where it is told to.
    script, does = tmp_path / "chromium", tmp_path / "does.py"
    # By way of a shell: the first line of a script cannot name a Python whose path has a space.
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{does}" "$@"\n', encoding="utf-8")
    does.write_text(
        "import sys\n"
        "[target] = [one.partition('=')[2] for one in sys.argv if one.startswith('--print-to-pdf=')]\n"
        "open(target, 'wb').write(b'%PDF-1.4 ' + ' '.join(sys.argv).encode())\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    printed = pdf_from_html("<p>words</p>")
    assert printed.startswith(b"%PDF-") and b"--headless" in printed and b"report.html" in printed
    does.write_text("import sys\nsys.exit('no display')\n", encoding="utf-8")
    with pytest.raises(MissingPackError, match="no display"):
        pdf_from_html("<p>words</p>")


@pytest.mark.skipif(
    not any(shutil.which(name) for name in printing.CHROMIUMS), reason="no Chromium is on this machine's path"
)
def test_a_real_chromium_prints_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert "Week 19" in text_of(pdf_from_html(html_of_situation(made())))


def test_without_either_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingPackError) as told:
        pdf_from_html("<p>words</p>")
    assert "weasyprint is not installed" in told.value.message and 'pip install "dateline[pdf]"' in (
        told.value.hint or ""
    )


def test_the_page_needs_no_library_beyond_the_base() -> None:
    lines = (
        "import sys\n"
        "for name in ('matplotlib', 'pandas', 'geopandas', 'weasyprint', 'PIL', 'IPython'): sys.modules[name] = None\n"
        "import dateline.service\n"
        "from dateline.report.situation import html_of_situation, situation_of\n"
        "from dateline.report.situation.gather import Asked\n"
        "print(len(html_of_situation(situation_of([], Asked()))) > 1000)\n"
    )
    printed = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert printed.stdout.strip() == "True", printed.stderr
