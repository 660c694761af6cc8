"""The page as people use it: a real browser before a real server, from the first report to the export."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dateline
from dateline.service import Kept
from tests.journeys.browser import CHROMIUM, Watched, browser_open, served, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is here: apt-get install chromium"),
]

REPORTS = Path(__file__).parents[2] / "examples" / "attack.jsonl"
PROBE = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"
#: A report that would be script wherever a page took it for markup, with letters beyond the sixteen bits of JavaScript's.
HOSTILE = {
    "id": "<svg onload=window.pwned=1>",
    "outlet": f"Night Post {PROBE}",
    "published": "2024-06-08",
    "title": f"Gunmen kill three in Mopti {PROBE}",
    "url": "javascript:window.pwned=1",
    "text": f"Gunmen kill three in Mopti {PROBE}\n\n\U0001f54a️\U0001f54a️ Gunmen killed three people in "
    f'<b onmouseover="window.pwned=1">Mopti</b> on Friday, the mayor said. "><iframe srcdoc="{PROBE}"> Two were wounded.',
}
#: A writer who judges, of groups that the directory knows.
OPINION = {
    "id": "opinion",
    "outlet": "The Harbour Review",
    "published": "2015-11-25",
    "title": "A charade in Bamako",
    "text": "A charade in Bamako\n\nThe shameful charade of the past week has shown what imperialist plundering has brought to "
    "Mali. Gunmen of Al Mourabitoun stormed a hotel in Bamako on 20 November and killed at least 20 people.\n\nThe foreign "
    "minister said the plundering thugs had killed three of his countrymen in the lobby. It is absurd to pretend that the "
    "despotic generals who looted the north are any better. Their troops have butchered villagers near Kidal.",
}
PASTED = (
    "Rockets kill five in Kidal market\n\nRockets hit a market in Kidal on Sunday, killing five people and wounding "
    "eleven, a nurse said. The army denied that it had fired."
)
PAGES = (
    "events", "event/{event}", "report/ec-1", "reports", "queue", "queue/coding", "queue/agreement", "queue/adjudication",
    "sources", "add", "people",
)  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the reports of an attack, and with one that is out to break the page."""
    folder = tmp_path_factory.mktemp("page")
    lines = [json.dumps(report) + "\n" for report in (HOSTILE, OPINION)]
    (folder / "ours.jsonl").write_text("".join(lines), "utf-8")
    with dateline.Ledger(folder / "page.ledger") as opened:
        became = [one.became for one in opened.add([REPORTS, folder / "ours.jsonl"]) if isinstance(one, Kept)]
    assert became == ["new"] * 7
    shutil.copy(folder / "page.ledger", folder / "apart.ledger")
    return folder / "page.ledger"


@pytest.fixture
def untouched_ledger(ledger: Path) -> Path:
    """The same ledger as it was before any other test added to it: what there is to code first must not depend on them."""
    return ledger.with_name("apart.ledger")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browser_open() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(ledger: Path) -> Iterator[str]:
    with served(ledger, "--by", "A. Coder") as found:
        yield found


@pytest.fixture
def window(browser: Browser, address: str) -> Iterator[Watched]:
    with watched(browser, address, viewport={"width": 1440, "height": 900}) as opened:
        yield opened


def tally(page: Page) -> int:
    """How many events the list says that it shows, once it is still."""
    page.locator(".tally").filter(has_text=re.compile(r"^\s*[\d,]+ of [\d,]+ events\s*$")).wait_for()
    page.wait_for_timeout(400)
    return int(page.locator(".tally b").inner_text().replace(",", ""))


def notice(page: Page, text: str) -> None:
    page.locator(".notices .one", has_text=text).last.wait_for()


def n_reports(page: Page) -> int:
    return page.locator("ul.reports > li").count()


def the_attack(window: Watched) -> str:
    """The id of the event that most reports tell of."""
    answer = window.page.request.get(f"{window.address}api/v1/events?sort=-reports&limit=1")
    found: str = answer.json()["items"][0]["id"]
    return found


def test_lists_map_and_time_are_one_view_that_the_address_keeps(window: Watched) -> None:
    page = window.go("events")
    everything = tally(page)
    assert everything == int(page.get_by_role("grid").get_attribute("aria-rowcount") or 0) - 1
    page.get_by_label("Filter by place, party, kind or id").fill("gao")
    page.wait_for_url(re.compile("q=gao"))
    some = tally(page)
    assert 0 < some < everything
    page.get_by_label("killed ≥").fill("10")
    page.wait_for_url(re.compile("killed=10"))
    assert tally(page) == 1
    again = window.go(page.url.partition("#/")[2])
    assert tally(again) == 1
    page.get_by_role("button", name="Clear", exact=True).click()
    assert tally(page) == everything
    page.get_by_label("First day shown").press("Shift+ArrowRight")
    page.wait_for_url(re.compile(r"since=\d{4}-\d\d-\d\d"))
    page.get_by_role("button", name="clear days").click()
    page.locator(".maplibregl-canvas").wait_for()
    page.get_by_role("button", name="Only what is in view").click()
    page.wait_for_url(re.compile("box="))
    page.get_by_role("button", name="Clear the box").click()
    # Another report tells of more dead in Bamako.
    page.get_by_label("Filter by place, party, kind or id").fill("gao")
    page.wait_for_url(re.compile("q=gao"))
    page.get_by_role("columnheader", name="Killed").get_by_role("button").click()
    assert page.get_by_role("columnheader", name="Killed").get_attribute("aria-sort") == "descending"
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#/event/e"))
    page.get_by_role("heading", level=1).filter(has_text="Gao").wait_for()
    # Every value is beside its words: where, and who.
    said = page.get_by_role("region", name="What is said")
    for value in ("where", "actor", "recipient"):
        said.locator(".line").filter(has=page.locator("dt", has_text=value)).locator(
            "details.said .quote"
        ).first.wait_for(state="attached")
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile("#/events"))
    # The address changes first; the page's keys hold once it is drawn.
    page.get_by_label("Filter by place, party, kind or id").wait_for()
    page.keyboard.press("?")
    assert "go to the filter" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    page.wait_for_url(re.compile("#/sources"))
    page.get_by_role("cell", name="Eastern Courier").wait_for()


def select(page: Page, words: str) -> None:
    """Selects those words of the article, where they stand first, as a pointer does."""
    page.evaluate(
        """words => {
            const article = document.querySelector('article');
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            const points = [];
            let text = '', node;
            while ((node = walker.nextNode())) {
                for (let at = 0; at < node.length; at++) points.push([node, at]);
                text += node.data;
            }
            const at = text.indexOf(words);
            const [first, from] = points[at], [last, to] = points[at + words.length - 1];
            getSelection().setBaseAndExtent(first, from, last, to + 1);
            article.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        }""",
        words,
    )
    page.get_by_role("toolbar", name="Selected words").wait_for()


def test_a_missed_claim_is_added_by_its_words_and_undone(window: Watched) -> None:
    page = window.go("report/ec-1")
    page.get_by_label("The report's text. Select words").wait_for()
    claims = page.locator("li.card")
    claims.first.wait_for()
    was = claims.count()
    select(page, "told")
    page.keyboard.press("n")
    form = page.get_by_role("form", name="A claim that was missed")
    form.wait_for()
    assert "“told”" in form.inner_text()
    for words, key in (("residents", "2"), ("the Eastern Courier", "3"), ("Friday", "4")):
        select(page, words)
        page.keyboard.press(key)
    select(page, "Gao")
    page.get_by_role("toolbar", name="Selected words").get_by_role("button", name="where").click()
    select(page, "the regional governor")
    page.keyboard.press("7")
    page.keyboard.press("w")
    page.keyboard.press("Escape")
    form.get_by_label("Told as").select_option("alleged")
    form.get_by_label("Kind").select_option("consult")
    form.get_by_role("button", name="Add a figure").click()
    form.get_by_label("What figure 1 counts").select_option("participants")
    form.get_by_label("Figure 1, where").fill("2..")
    form.get_by_label("Note").fill(f"the source {PROBE}")
    assert window.broken_rules() == []
    form.get_by_role("button", name="Add the claim").click()
    notice(page, "Added.")
    mine = page.locator("li.card.active", has_text="added by hand")
    mine.wait_for()
    assert claims.count() == was + 1
    shown = mine.inner_text()
    for told in (
        "“told”",
        "“residents”",
        "“the Eastern Courier”",
        "“the regional governor” official, unnamed",
        "alleged",
        "10 May 2024",
        "Gao, MLI",
        "at least 2",
        "A. Coder",
        PROBE,
    ):
        assert told in shown, told
    page.keyboard.press("o")
    page.wait_for_url(re.compile("#/event/e"))
    page.get_by_role("heading", level=1).filter(has_text="Consult").wait_for()
    page.get_by_role("region", name="History").get_by_text("claim by A. Coder").wait_for()
    # Words that tell a claim already are told so, and nothing is lost of what was filled in.
    page.go_back()
    page.locator("li.card", has_text="added by hand").locator("button.head").click()
    mine.wait_for()
    select(page, "told")
    page.get_by_role("toolbar", name="Selected words").get_by_role("button", name="Add a missed claim").click()
    form.get_by_role("button", name="Add the claim").click()
    notice(page, "already")
    form.get_by_role("button", name="Cancel").click()
    page.keyboard.press("j")
    page.keyboard.press("u")
    notice(page, "Undone.")
    mine.wait_for(state="detached")
    assert claims.count() == was and page.evaluate("window.pwned") is None


def test_what_the_directory_knows_and_what_the_writer_thinks_stand_apart(window: Watched) -> None:
    page = window.go("report/opinion")
    known = page.get_by_role("region", name="What the directory knows")
    known.wait_for()
    shown = known.inner_text()
    assert "Al Mourabitoun led by Mokhtar Belmokhtar since 2013-08" in shown and "From: Public facts" in shown
    # What the report itself tells is a list of its own, and has none of it.
    assert "Belmokhtar" not in page.locator("article").inner_text()
    told = page.locator("details", has_text="that the report tells of")
    assert told.count() == 0 or "Belmokhtar" not in told.inner_text()
    # Loaded words in what a source is told to have said are marked, without colour too, and said to be the writer's.
    loaded = page.locator("article .mark.commentary", has_text="thugs").first
    assert "writer" in (loaded.get_attribute("title") or "")
    assert "wavy" in loaded.evaluate(
        "one => getComputedStyle(one).textDecorationLine + getComputedStyle(one).textDecorationStyle"
    )
    page.locator("li.card", has_text="“killed”").last.locator("button.head").click()
    says = page.locator("li.card.active tr", has=page.get_by_role("rowheader", name="says"))
    assert "“The foreign minister”" in says.inner_text()
    assert "“thugs”" in says.get_by_text("the writer's words, not the source's").inner_text()
    # A claim that is the writer's own opinion says so on its card and in its words.
    opinion = page.locator("li.card", has_text="“butchered”")
    assert "the writer's opinion" in opinion.inner_text()
    opinion.locator("button.head").click()
    assert "as an opinion and not as news" in page.locator("li.card.active").inner_text()
    assert page.locator("article .mark.opinion", has_text="butchered").count() == 1
    assert window.broken_rules() == []


def test_a_value_is_set_by_words_that_then_stand_beside_it(window: Watched) -> None:
    page = window.go("report/ec-1")
    page.locator("li.card").first.locator("button.head").click()
    select(page, "Friday")
    page.keyboard.press("e")
    page.get_by_label("What").select_option("when")
    page.get_by_label("Its right value").fill("2024-05-03")
    page.get_by_role("button", name="Amend", exact=True).last.click()
    notice(page, "Amended.")
    page.locator("li.card").first.locator(".judged .words", has_text="“Friday”").first.wait_for()
    page.keyboard.press("o")
    page.wait_for_url(re.compile("#/event/e"))
    page.locator("details.said", has_text="set by 1 selection").first.click()
    said = page.locator("details.said li", has_text="set by A. Coder").first
    assert "“Friday”" in said.inner_text()
    page.get_by_role("button", name="Undo amend").first.click()
    notice(page, "Undone.")


def test_a_coder_adds_reviews_amends_merges_splits_undoes_and_exports(window: Watched) -> None:
    page = window.go("add")
    page.get_by_label("The report's text").fill(PASTED)
    page.get_by_label("Outlet").fill("Desert Echo")
    page.get_by_label("Published on").fill("2024-07-01")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".job .chip.done").first.wait_for(timeout=180_000)
    page.locator(".job a", has_text="Rockets kill five").first.click()
    page.wait_for_url(re.compile("#/report/"))
    article = page.get_by_label("The report's text. Select words")
    article.wait_for()
    assert article.evaluate("one => one.textContent") == PASTED

    # A claim is accepted, and another value is set by the words that say it.
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    notice(page, "Accepted.")
    page.keyboard.press("k")
    first = page.locator("li.card").first
    article.get_by_text("five", exact=False).first.wait_for()
    page.keyboard.press("w")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    bar = page.get_by_role("toolbar", name="Selected words")
    words = bar.locator(".words").inner_text().strip("“”")
    assert len(words.split()) == 2 and words in PASTED
    bar.get_by_role("button", name="Set a value").click()
    page.get_by_label("What").select_option("counts.killed")
    page.get_by_label("Its right value").fill("6")
    page.get_by_label("Note: why").fill(f"counted twice {PROBE}")
    page.get_by_role("button", name="Amend", exact=True).last.click()
    notice(page, "Amended.")
    judged = first.locator(".judged", has_text="counts.killed = 6")
    judged.wait_for()
    assert "A. Coder" in judged.inner_text() and PROBE in judged.inner_text() and words in judged.inner_text()
    first.locator("button.head").click()
    page.keyboard.press("o")
    page.wait_for_url(re.compile("#/event/e"))
    page.get_by_role("region", name="killed: figures").locator(".best dd", has_text="6").wait_for()
    added = page.url.rpartition("/")[2]

    # Two events are one, then two again, then one again, then as they were.
    attack = the_attack(window)
    window.go(f"event/{attack}")
    page.locator("ul.reports > li").first.wait_for()
    assert n_reports(page) == 4
    page.keyboard.press("m")
    page.get_by_label("The other event's id").fill(added)
    page.get_by_role("button", name="Merge", exact=True).last.click()
    notice(page, "Merged.")
    page.get_by_role("heading", name="5 reports").wait_for()
    for account in page.locator("ul.reports > li", has_text="Rockets").get_by_role("checkbox").all():
        account.check()
    page.keyboard.press("s")
    page.get_by_role("button", name="Split", exact=True).click()
    notice(page, "Split.")
    page.get_by_role("heading", name="4 reports").wait_for()
    page.get_by_role("button", name="Undo split").click()
    notice(page, "Undone.")
    page.get_by_role("heading", name="5 reports").wait_for()
    page.get_by_role("button", name="Undo merge").click()
    page.get_by_role("heading", name="4 reports").wait_for()

    window.go("events?q=gao&killed=10")
    page.get_by_role("button", name="More").click()
    page.get_by_label("Format of the file").select_option("jsonl")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    rows = [json.loads(line) for line in download.value.path().read_text("utf-8").splitlines()]
    assert [row["event"]["id"] for row in rows] == [attack]


def test_nothing_hostile_is_ever_markup(window: Watched) -> None:
    page = window.page
    reports = page.request.get(f"{window.address}api/v1/reports").json()["items"]
    [hostile] = [one for one in reports if (one["outlet"] or "").startswith("Night Post")]
    events = page.request.get(f"{window.address}api/v1/reports/{hostile['key']}").json()["events"]
    here = [
        "events",
        "reports",
        f"report/{hostile['key']}",
        *(f"event/{one}" for one in set(events.values())),
        "sources",
        "queue",
    ]
    asked = "&".join(
        f"{name}={PROBE}" for name in ("q", "text", "since", "type", "country", "box", "sort", "killed", "as_of")
    )
    probes = [
        f"events?{asked}", f"event/{PROBE}", f"report/{PROBE}", f"reports?text={PROBE}&outlet={PROBE}", f"sources?text={PROBE}",
        PROBE, "event/%E0%A4%A",
    ]  # fmt: skip
    for path in here + probes:
        window.go(path)
        page.wait_for_timeout(150)
        assert page.evaluate("window.pwned") is None, path
        loose = (
            "main :is(script, img, iframe, b[onmouseover]), [onerror], [onload], [onmouseover], a[href^='javascript']"
        )
        assert page.locator(loose).count() == 0, path
    window.go(f"report/{hostile['key']}")
    assert page.locator("article").evaluate("one => one.textContent") == HOSTILE["text"]
    # Offsets count code points: the words after the doves are still the words.
    page.keyboard.press("w")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    words = page.get_by_role("toolbar", name="Selected words").locator(".words").inner_text().strip("“”")
    assert words in re.findall(r"[\w'’-]+", HOSTILE["text"])
    window.go("events")
    tally(page)
    page.get_by_text("Saved", exact=False).first.click()
    page.get_by_label("Name for the filters that are set").fill(PROBE)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="<img src=x onerror").first.wait_for()
    assert page.evaluate("window.pwned") is None


def probed(window: Watched, name: str) -> None:
    """Every text field that is shown takes the probe; nothing of it is markup, and axe finds no fault."""
    page = window.page
    for field in page.locator("input, textarea").element_handles():
        # What is typed in one field may take another one away.
        if field.evaluate("one => one.isConnected") and field.is_visible() and field.is_editable():
            kind = field.get_attribute("type") or "text"
            if kind in ("text", "search", "url"):
                field.fill(PROBE if kind != "url" else f"https://example.org/{PROBE}")
    assert window.broken_rules() == [], name
    untouched(page, name)


def untouched(page: Page, name: str) -> None:
    loose = "#app :is(script, iframe, img), [onerror], [onload], [onmouseover], a[href^='javascript']"
    assert page.evaluate("window.pwned") is None, name
    assert page.locator(loose).count() == 0, name


def escape(page: Page) -> None:
    """Close the dialog, and wait until the page knows: keys belong to a dialog for as long as it is there."""
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")


def test_every_field_and_dialog_takes_a_probe_as_words(window: Watched) -> None:
    page = window.page
    event = the_attack(window)
    for path in ("events", "reports", "sources", "add", "people", "queue/coding"):
        window.go(path)
        page.locator("h1").first.wait_for(state="attached")
        for opener in ("More", "Saved"):
            if page.get_by_text(opener, exact=True).count():
                page.get_by_text(opener, exact=True).first.click()
        probed(window, path)
    window.go("add")
    page.get_by_label("The report's text").fill(f"{PROBE} Rebels burned a bridge at {PROBE} on Sunday.")
    page.get_by_label("Title").fill(PROBE)
    page.get_by_label("Outlet").fill(PROBE)
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".job .chip.done").first.wait_for(timeout=180_000)
    untouched(page, "what was added")

    window.go(f"event/{event}")
    page.get_by_role("heading", level=1).wait_for()
    for button, action in (("Merge", "Merge"), ("Restrict", "Restrict"), ("Reject", "Reject"), ("Amend", "Amend")):
        page.get_by_role("button", name=button, exact=True).first.click()
        dialog = page.get_by_role("dialog")
        dialog.wait_for()
        if button == "Amend":
            dialog.get_by_label("What").select_option("where")
        probed(window, f"dialog {button}")
        # What cannot be is refused, in words that hold the probe; the rest is kept with it, and taken back.
        dialog.get_by_role("button", name=action, exact=True).last.click()
        page.wait_for_timeout(500)
        untouched(page, f"after {button}")
        if dialog.count():
            page.keyboard.press("Escape")
        elif page.get_by_role("button", name=f"Undo {button.lower()}").count():
            page.get_by_role("button", name=f"Undo {button.lower()}").first.click()
            notice(page, "Undone.")
    page.get_by_role("checkbox").first.check()
    page.keyboard.press("s")
    probed(window, "dialog Split")
    escape(page)
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    assert window.broken_rules() == []
    escape(page)

    window.go("report/ec-1")
    page.locator("li.card.active").wait_for()
    for key in ("r", "e"):
        page.keyboard.press(key)
        page.get_by_role("dialog").wait_for()
        probed(window, f"report {key}")
        escape(page)
    select(page, "residents")
    page.keyboard.press("n")
    page.get_by_role("button", name="Add a figure").click()
    probed(window, "the missed claim")
    page.get_by_role("button", name="Add the claim").click()
    page.locator(".notices .one.wrong, .notices .one").last.wait_for()
    untouched(page, "the missed claim, refused")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_page_is_accessible(browser: Browser, address: str, scheme: str, width: int) -> None:
    size = {"width": width, "height": 900}
    with watched(browser, address, viewport=size, color_scheme=scheme, reduced_motion="reduce") as window:
        event = the_attack(window)
        broken = {}
        for path in PAGES:
            window.go(path.format(event=event))
            window.page.locator("h1").first.wait_for(state="attached")
            if found := window.broken_rules():
                broken[path] = found
            # Nothing sticks out to the right of a narrow screen.
            wide = window.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} pixels wide"
        assert broken == {}


def test_two_people_code_apart_and_an_editor_settles(browser: Browser, untouched_ledger: Path) -> None:
    ledger = untouched_ledger
    command = [sys.executable, "-m", "dateline", "people", "--ledger", str(ledger), "--add", "ada", "--role", "admin"]
    subprocess.run(command, input="correct horse battery\n", text=True, check=True, capture_output=True, timeout=120)
    size = {"width": 1280, "height": 900}
    with served(ledger, "--people") as address, watched(browser, address, viewport=size) as ada:
        page = ada.go("events")
        page.get_by_label("Name").fill(PROBE)
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("alert").wait_for()
        assert ada.broken_rules() == []
        untouched(page, "signing in")
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Sign in").click()
        tally(page)
        ada.go("people")
        page.get_by_label("For whom").fill(PROBE)
        page.get_by_role("button", name="Invite").click()
        invitation = page.locator(".secret").inner_text()
        assert ada.broken_rules() == []
        page.keyboard.press("Escape")
        page.get_by_label("Name of the token").fill(PROBE[:60])
        page.get_by_role("button", name="Make a token").click()
        page.locator(".secret").wait_for()
        page.keyboard.press("Escape")
        assert page.get_by_text(PROBE[:60]).count() >= 1 and ada.broken_rules() == []
        untouched(page, "people")
        with watched(browser, address, viewport=size) as ben:
            ben.page.goto(invitation)
            ben.page.get_by_label("Name").fill(f"ben {PROBE}"[:64])
            ben.page.get_by_label("Password", exact=True).fill("staple paperclip lamp")
            ben.page.get_by_label("The same password again").fill("another one")
            ben.page.get_by_role("button", name="Join").click()
            ben.page.get_by_role("alert").wait_for()
            assert ben.broken_rules() == []
            untouched(ben.page, "an invitation")
            ben.page.get_by_label("Name").fill("ben")
            ben.page.get_by_label("Password", exact=True).fill("staple paperclip lamp")
            ben.page.get_by_label("The same password again").fill("staple paperclip lamp")
            ben.page.get_by_role("button", name="Join").click()
            tally(ben.page)
            assert ben.page.get_by_role("link", name="Adjudication").count() == 0
            _code(ben, killed="17")
        _code(ada, killed="19")
        ada.go("queue/agreement")
        page.get_by_role("row", name=re.compile("^killed")).wait_for()
        assert "2 coders: ada, ben" in page.locator("main").inner_text()
        ada.go("queue/adjudication")
        page.get_by_text("they differ").first.wait_for(state="attached")
        page.get_by_label("Killed (best figure)").fill("18")
        page.get_by_role("button", name="Settle").click()
        notice(page, "Settled")
        event = the_attack(ada)
        ada.go(f"event/{event}")
        page.get_by_role("region", name="killed: figures").locator(".best dd", has_text="18").wait_for()
        assert "by ada" in page.get_by_role("region", name="History").inner_text()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("heading", name="Sign in").wait_for()


def _code(window: Watched, *, killed: str) -> None:
    """Codes the first event that there is to code."""
    page = window.go("queue/coding")
    page.get_by_text("Gao", exact=False).first.wait_for()
    page.get_by_label("Kind").select_option("assault")
    page.get_by_label("First day").fill("2024-05-10")
    page.get_by_label("Place").fill("Gao")
    page.get_by_label("Country").fill("MLI")
    page.get_by_label("Killed (best figure)").fill(killed)
    page.get_by_role("button", name="Keep my coding").click()
    notice(page, "Your coding is kept")
