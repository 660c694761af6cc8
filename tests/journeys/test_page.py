"""The page as people use it: a real browser before a real server, from the first report to the export."""

from __future__ import annotations

import json
import re
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
    (folder / "hostile.jsonl").write_text(json.dumps(HOSTILE) + "\n", "utf-8")
    with dateline.Ledger(folder / "page.ledger") as opened:
        became = [one.became for one in opened.add([REPORTS, folder / "hostile.jsonl"]) if isinstance(one, Kept)]
    assert became == ["new"] * 6
    return folder / "page.ledger"


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

    window.go("events?killed=10")
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


def test_two_people_code_apart_and_an_editor_settles(browser: Browser, ledger: Path) -> None:
    command = [sys.executable, "-m", "dateline", "people", "--ledger", str(ledger), "--add", "ada", "--role", "admin"]
    subprocess.run(command, input="correct horse battery\n", text=True, check=True, capture_output=True, timeout=120)
    size = {"width": 1280, "height": 900}
    with served(ledger, "--people") as address, watched(browser, address, viewport=size) as ada:
        page = ada.go("events")
        page.get_by_label("Name").fill("ada")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("alert").wait_for()
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Sign in").click()
        tally(page)
        ada.go("people")
        page.get_by_role("button", name="Invite").click()
        invitation = page.locator(".secret").inner_text()
        with watched(browser, address, viewport=size) as ben:
            ben.page.goto(invitation)
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
