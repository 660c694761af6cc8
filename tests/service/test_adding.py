"""Claims that people add: by their words, through every rebuilding and newer reader, and away again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import dateline
from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.claim import Modality, Stage
from dateline.domain.event import EventStatus
from dateline.domain.ids import JudgementId, attribution_id
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.reading import Reading
from dateline.domain.telling import Words
from dateline.domain.value import Measure
from dateline.errors import ConfigError, LedgerError, UnknownError
from dateline.service import NewClaim, Pin, adding, asking, documents, exporting, keeping
from dateline.service.judging import Decision, judge
from dateline.service.merging import LedgerMerge
from dateline.service.naming import is_anonymous, speaker_of
from dateline.store import Ledger as Store
from tests.build import claim, span
from tests.service.test_merging import bodies, filled
from tests.store import made

BY = "A. Coder"
TEXT = made.report(0)
#: What the reader of the tests never finds.
BLAMED = NewClaim(
    trigger=Pin(text="blamed"),
    type="accuse",
    actors=(Pin(text="The governor"),),
    recipients=(Pin(text="the Red Hand"),),
    when=Pin(value="2024-05-11"),
)


@pytest.fixture
def report(merge: LedgerMerge) -> str:
    """The key of the one report of the ledger."""
    source, reading = made.added(0)
    merge.add_reading(source, reading)
    return str(reading.document.key)


def add(merge: LedgerMerge, report: str, new: NewClaim = BLAMED, **fields: Any) -> adding.Claimed:
    return adding.claim(merge, report, new, **({"by": BY} | fields))


def undo(merge: LedgerMerge, judgement: str) -> None:
    judge(merge, [judgement], Decision(verdict=Verdict.UNDO, by=BY))


def told(store: Store, report: str) -> Reading:
    return documents.report_page(store, report).reading


def with_speech(number: int = 0, **read: Any) -> tuple[Any, Reading]:
    """A report with a telling that its reader found: "said the mayor"."""
    text = (
        "Gunmen killed 3 traders near Osmal on Friday. Rebels had fled the town, the mayor said, and burned its mill."
    )
    source = made.raw_document(text)
    reading = made.reading(source, text, **read)
    document = reading.document
    told = Attribution(
        id=attribution_id(document.key, span(document, "said")),
        sources=(Speaker(span=span(document, "the mayor"), anonymous=True, kind=SpeakerKind.OFFICIAL),),
        cue=span(document, "said"),
        content=(span(document, "Rebels had fled the town"), span(document, "and burned its mill")),
    )
    return source, replace(reading, attributions=(told,))


def test_who_says_so_is_who_was_selected_and_nothing_else_is_made_up(
    merge: LedgerMerge, store: Store, report: str
) -> None:
    new = replace(BLAMED, speakers=(Pin(text="The governor"),), modality=Modality.ALLEGED)
    added = add(merge, report, new)
    reading = told(store, report)
    [found] = [one for one in reading.claims if one.id == added.claim]
    assert (found.stance.modality, found.stance.stage) == (Modality.ALLEGED, Stage.ACCOMPLISHED)
    [telling] = [one for one in reading.attributions if one.id == found.attribution]
    quote = reading.document.quote
    [speaker] = telling.sources
    assert (quote(speaker.span), speaker.kind, speaker.anonymous) == ("The governor", SpeakerKind.OFFICIAL, True)
    assert speaker.actor == found.arguments[0].actor
    assert [quote(one) for one in telling.content] == ["blamed"]
    assert (telling.cue, telling.via, telling.channel, telling.when, telling.direct) == (None, (), None, None, False)
    kind = next(one for one in asking.explain(merge, added.claim).explanation.values if one.field == "type")
    assert [one.speakers for one in kind.quotes] == [("The governor",)]
    printed = reading.to_dict()
    assert printed["claims"][-1]["attribution"] == printed["attributions"][-1]["id"]
    assert printed["attributions"][-1]["sources"][0]["span"]["text"] == "The governor"
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing and store.verify().is_sound
    undo(merge, added.judgement.id)
    assert told(store, report).attributions == ()


def test_a_telling_that_was_read_is_taken_where_its_speaker_is_selected(merge: LedgerMerge, store: Store) -> None:
    source, reading = with_speech()
    merge.add_reading(source, reading)
    name = str(reading.document.key)
    burned = NewClaim(trigger=Pin(text="burned"), type="assault", speakers=(Pin(text="mayor"),))
    [own] = reading.attributions
    added = add(merge, name, burned)
    [found] = [one for one in told(store, name).claims if one.id == added.claim]
    assert found.attribution == own.id and told(store, name).attributions == (own,)
    # Two together, or somebody else, are a telling of their own, beside the one that was read.
    fled = replace(burned, trigger=Pin(text="fled"), speakers=(Pin(text="the mayor"), Pin(text="traders")))
    added = add(merge, name, fled)
    [found] = [one for one in told(store, name).claims if one.id == added.claim]
    [_, other] = told(store, name).attributions
    assert found.attribution == other.id
    assert [one.kind for one in other.sources] == [SpeakerKind.OFFICIAL, SpeakerKind.RESIDENT]


def test_who_says_so_goes_before_what_a_newer_reader_finds(merge: LedgerMerge, store: Store) -> None:
    source, reading = with_speech()
    merge.add_reading(source, reading)
    name = str(reading.document.key)
    burned = NewClaim(
        trigger=Pin(text="burned"), type="assault", speakers=(Pin(text="Rebels"),), modality=Modality.DENIED
    )
    added = add(merge, name, burned)
    source, newer = with_speech(run=made.NEWER)
    read = claim(newer.document, "burned", attribution=newer.attributions[0].id, account=newer.accounts[0].id)
    accounts = (replace(newer.accounts[0], claims=(*newer.accounts[0].claims, read.id)),)
    merge.add_reading(source, replace(newer, claims=(*newer.claims, read), accounts=accounts))
    [found] = [one for one in told(store, name).claims if one.id == added.claim]
    assert (found.stance.modality, found.judgement) == (Modality.DENIED, added.judgement.id)
    [telling] = [one for one in told(store, name).attributions if one.id == found.attribution]
    assert [newer.document.quote(one.span) for one in telling.sources] == ["Rebels"]


@pytest.mark.parametrize(
    ("said", "kind", "anonymous"),
    [
        ("the army", SpeakerKind.MILITARY, False),
        ("two ministry officials", SpeakerKind.OFFICIAL, True),
        ("a doctor at the hospital", SpeakerKind.MEDICAL, True),
        ("Ada Lund", SpeakerKind.OTHER, False),
        ("Reuters", SpeakerKind.OUTLET, False),
    ],
)
def test_what_sort_of_source_speaks_is_known_by_its_words(said: str, kind: SpeakerKind, anonymous: bool) -> None:
    text = f"Gunmen killed 3 traders near Osmal on Friday. They fled, so {said} told us."
    reading = made.reading(made.raw_document(text), text)
    start = text.index(said)
    speaker = speaker_of(reading, Words(start, start + len(said), said))
    assert speaker.speaks_as is kind
    assert is_anonymous(speaker.words, named=speaker.named) is anonymous


def test_an_added_claim_makes_an_event_and_stands_beside_those_that_were_read(
    merge: LedgerMerge, store: Store, report: str
) -> None:
    made_ = add(merge, report, note="the second sentence")
    assert made_.step.new == (made_.event,)
    page = documents.report_page(store, report)
    found = next(one for one in page.reading.claims if one.id == made_.claim)
    assert (found.type, str(found.origin), found.judgement) == ("accuse", "person@1", made_.judgement.id)
    document = page.reading.document
    assert document.quote(found.trigger) == "blamed"
    assert document.quote(found.evidence) == "The governor blamed the Red Hand."
    assert [document.quote(one.span) for one in found.arguments] == ["The governor", "the Red Hand"]
    assert {one.scheme for one in found.codes} >= {"plover-2024"}
    printed = page.reading.to_dict()["claims"][-1]
    assert (printed["origin"], printed["judgement"]) == ("person@1", made_.judgement.id)
    assert {mark.kind for mark in page.marks if mark.of == made_.claim} >= {"claim", "evidence", "actor", "recipient"}
    assert made_.judgement in page.judgements or made_.judgement.id in {one.id for one in page.judgements}
    event = asking.event(store, made_.event or "")
    assert (event.type, event.status) == ("accuse", EventStatus.REVIEWED)
    assert event.when is not None and str(event.when.earliest) == "2024-05-11"
    assert [one.verdict for one in event.judgements] == [Verdict.CLAIM]
    assert {one.actor.name for one in event.participants} == {"The governor", "the Red Hand"}


def test_it_is_told_by_history_and_explanation_and_exports(
    merge: LedgerMerge, store: Store, report: str, tmp_path: Path
) -> None:
    added = add(merge, report)
    answer = asking.explain(merge, added.claim)
    kind = next(one for one in answer.explanation.values if one.field == "type")
    assert [(one.words, one.judgement, one.by) for one in kind.quotes] == [("blamed", added.judgement.id, BY)]
    [past] = [one for one in asking.history(store, added.event) if one.judgement is not None]
    assert past.what == "claim" and any("blamed" in line for line in past.lines)
    assert [one.judgement for one in asking.history(store, added.claim) if one.by] == [added.judgement.id]
    exporting.export(store, tmp_path / "events.jsonl", to="jsonl")
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    [line] = [one for one in lines if one.get("event", {}).get("id") == added.event]
    assert line["event"]["judgements"][0]["verdict"] == "claim"
    exporting.export(store, tmp_path / "notes.jsonl", to="annotations")
    assert added.claim in (tmp_path / "notes.jsonl").read_text()


def test_undoing_gives_back_what_was_and_undoing_that_brings_it_back(
    merge: LedgerMerge, store: Store, report: str
) -> None:
    was, reading = bodies(store), told(store, report)
    added = add(merge, report)
    stood = bodies(store)
    undo(merge, added.judgement.id)
    assert bodies(store) == was and told(store, report) == reading
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing
    undoing = store.judgements()[-1].id
    undo(merge, undoing)
    assert bodies(store) == stood
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing and store.verify().is_sound


def test_a_rebuild_makes_of_it_what_the_step_made(merge: LedgerMerge, store: Store, report: str) -> None:
    filled(merge, (1, 2, 3))
    add(merge, report)
    was, head = bodies(store), store.head()
    rebuilt = keeping.rebuild(LedgerMerge(store))
    assert rebuilt.retold == 0 and rebuilt.step.is_nothing
    assert bodies(store) == was and store.head() == head


def test_a_newer_reader_leaves_it_where_it_was(merge: LedgerMerge, store: Store, report: str) -> None:
    added = add(merge, report)
    was = bodies(store)
    source, newer = made.added(0, run=made.NEWER)
    merge.add_reading(source, newer)
    assert bodies(store) == was
    assert store.accounts_of([added.claim]) == {added.claim: "k" + added.claim[1:]}
    assert store.stats().present_claims == 2
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_where_a_newer_reader_finds_the_same_words_the_person_goes_before_it(
    merge: LedgerMerge, store: Store, report: str
) -> None:
    added = add(merge, report)
    source, newer = made.added(0, run=made.NEWER)
    read = claim(newer.document, "blamed", "threaten", confidence=0.4, account=newer.accounts[0].id)
    assert read.id == added.claim
    accounts = (replace(newer.accounts[0], claims=(*newer.accounts[0].claims, read.id)),)
    merge.add_reading(source, replace(newer, claims=(*newer.claims, read), accounts=accounts))
    [found] = [one for one in told(store, report).claims if one.id == added.claim]
    assert (found.type, found.account, found.judgement) == ("accuse", newer.accounts[0].id, added.judgement.id)
    assert store.stats().present_claims == 2
    undo(merge, added.judgement.id)
    [found] = [one for one in told(store, report).claims if one.id == added.claim]
    assert (found.type, found.judgement) == ("threaten", None)


DIED = NewClaim(
    trigger=Pin(text="killed 3 traders"),
    type="assault",
    when=Pin(text="on Friday"),
    where=Pin(text="Osmal"),
    counts=(("killed", Pin(text="3 traders")), ("injured", Pin(value="2.."))),
)


def test_it_joins_the_event_that_it_is_said_to_tell_of(merge: LedgerMerge, store: Store, report: str) -> None:
    [name] = bodies(store)
    added = add(merge, report, replace(DIED, account=name))
    assert added.event == name and added.step.changed == (name,)
    event = asking.event(store, name)
    assert len(event.accounts) == 1 and event.status is EventStatus.MACHINE
    injured = next(toll for toll in event.tolls if toll.measure is Measure.INJURED)
    assert (injured.low, injured.high) == (2, None)
    assert [one.verdict for one in event.judgements] == [Verdict.CLAIM]
    [found] = [one for one in told(store, report).claims if one.id == added.claim]
    # Values were read from their words as the reader had read them.
    assert found.when is not None and str(found.when.earliest) == "2024-05-10"
    assert found.where is not None and found.where.place == told(store, report).places[0].id
    assert [(one.measure, one.low, one.high) for one in found.counts] == [("killed", 3, 3), ("injured", 2, None)]
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_it_comes_loose_where_its_account_is_not_told_any_more_and_says_so(
    merge: LedgerMerge, store: Store, report: str
) -> None:
    [name] = bodies(store)
    added = add(merge, report, replace(BLAMED, account=name))
    assert added.event == name
    source, newer = made.added(0, run=made.NEWER)
    merge.add_reading(source, replace(newer, claims=(), accounts=()))
    [issue] = [issue for _, issue in store.issues() if issue.kind == "loose_judgement"]
    assert issue.uri == added.judgement.id
    # What the person read stands all the same, by itself.
    assert list(bodies(store)) == ["e" + added.claim[1:]]
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_one_that_no_longer_fits_the_ontology_is_loose(merge: LedgerMerge, store: Store, report: str) -> None:
    added = add(merge, report)
    was = json.loads(added.judgement.value or "")
    gone = Judgement(
        id=JudgementId("j00000000000000ff"), verdict=Verdict.CLAIM, about=("c00000000000000ff",), by=BY,
        at=datetime(2024, 5, 13, tzinfo=UTC), value=json.dumps(was | {"type": "levitate"}),
    )  # fmt: skip
    merge.judge(gone)
    [issue] = [issue for _, issue in store.issues() if issue.uri == gone.id]
    assert issue.kind == "loose_judgement" and "c00000000000000ff" in issue.detail


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (replace(BLAMED, trigger=Pin(text="accused")), "does not say 'accused'"),
        (replace(BLAMED, trigger=Pin(start=0, end=7, text="blamed")), "the report says 'Gunmen ', not 'blamed'"),
        (replace(BLAMED, trigger=Pin(start=0, end=9999)), "no words stand from 0 to 9999"),
        (replace(BLAMED, trigger=Pin(start=6, end=7)), "blanks"),
        (replace(BLAMED, trigger=Pin(text="killed", start=3)), "a start and an end"),
        (replace(BLAMED, trigger=Pin()), "no words are given"),
        (replace(BLAMED, actors=(Pin(value="the army"),)), "actor: no words"),
        (replace(BLAMED, type="levitate"), "levitate"),
        (replace(BLAMED, mode="levitate"), "levitate"),
        (replace(BLAMED, when=Pin(text="near Osmal")), "no day can be read"),
        (replace(BLAMED, when=Pin(value={"earliest": "2024-05-12", "latest": "2024-05-10"})), "no day can be read"),
        (replace(BLAMED, where=Pin(text="traders")), "traders"),
        (replace(BLAMED, where=Pin(value={"lat": 3})), "where cannot be"),
        (replace(BLAMED, counts=(("killed", Pin(text="traders")),)), "no number can be read"),
        (replace(BLAMED, counts=(("killed", Pin(value="many")),)), "cannot be 'many'"),
        (replace(BLAMED, counts=(("felled", Pin(value="1")),)), "felled"),
        (replace(BLAMED, counts=(("killed", Pin(value="1")),) * 2), "one figure a measure"),
        (replace(BLAMED, account="k00000000000000ff"), "k00000000000000ff"),
        (replace(BLAMED, speakers=(Pin(text="the mayor"),)), "speaker: the report does not say"),
        (replace(BLAMED, speakers=(Pin(text="governor blamed"),)), "of the words that tell"),
        (replace(BLAMED, speakers=(Pin(text="Gunmen"),) * 21), "speakers at most"),
    ],
)  # fmt: skip
def test_words_and_values_that_cannot_be_are_told(
    merge: LedgerMerge, store: Store, report: str, new: NewClaim, said: str
) -> None:
    entry = store.head()
    with pytest.raises((ConfigError, LedgerError), match=said):
        add(merge, report, new)
    assert store.head() == entry


def test_words_that_stand_twice_are_asked_for_by_their_place(merge: LedgerMerge) -> None:
    text = "Gunmen killed 3 traders near Osmal on Friday. The rebels fired. The army fired back."
    source = made.raw_document(text)
    merge.add_reading(source, made.reading(source, text))
    report = str(made.reading(source, text).document.key)
    new = NewClaim(trigger=Pin(text="fired"), type="assault", mode="firearms")
    with pytest.raises(ConfigError, match="2 times") as fault:
        add(merge, report, new)
    assert fault.value.hint == "give the place too: 57..62, 73..78"
    assert text[57:62] == "fired"
    second = add(merge, report, replace(new, trigger=Pin(start=73, end=78, text="fired")))
    [found] = [one for one in told(merge.store, report).claims if one.id == second.claim]
    assert told(merge.store, report).document.quote(found.evidence) == "The army fired back."


def test_what_is_told_already_is_amended_and_not_added(merge: LedgerMerge, report: str) -> None:
    with pytest.raises(LedgerError, match="already"):
        add(merge, report, replace(BLAMED, trigger=Pin(text="killed")))
    add(merge, report)
    with pytest.raises(LedgerError, match="already"):
        add(merge, report)


def test_who_adds_is_named_and_the_report_is_there(merge: LedgerMerge, report: str) -> None:
    with pytest.raises(ConfigError, match="name"):
        add(merge, report, by=" ")
    with pytest.raises(ConfigError, match="zone"):
        add(merge, report, at=datetime(2024, 5, 13, tzinfo=UTC).replace(tzinfo=None))
    with pytest.raises(UnknownError):
        add(merge, "nothing")
    with pytest.raises(ConfigError, match="added to a report"):
        judge(merge, ["c" + "0" * 16], Decision(verdict=Verdict.CLAIM, by=BY))


def test_added_claims_are_judged_as_others_are(merge: LedgerMerge, store: Store, report: str) -> None:
    added = add(merge, report)
    amended = judge(merge, [added.claim], Decision(verdict=Verdict.AMEND, by=BY, field="type", value="threaten"))
    assert asking.event(store, added.event or "").type == "threaten"
    undo(merge, amended.judgement.id)
    [other] = [name for name in bodies(store) if name != added.event]
    judge(merge, [added.claim, other], Decision(verdict=Verdict.MERGE, by=BY))
    assert len(bodies(store)) == 1
    # What was decided of a claim that is taken away is loose, and says so.
    undo(merge, added.judgement.id)
    assert [issue.kind for _, issue in store.issues()] == ["loose_judgement"]
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_the_words_that_a_value_was_set_by_stand_beside_it(merge: LedgerMerge, store: Store, report: str) -> None:
    [name] = bodies(store)
    words = (report, Pin(text="on Friday"))
    amended = Decision(verdict=Verdict.AMEND, by=BY, field="when", value="2024-05-03", words=words)
    judged = judge(merge, [name], amended)
    [shown] = asking.event(store, name).judgements
    assert shown.words is not None
    assert (shown.words.text, shown.words.evidence) == ("on Friday", TEXT.split(". ")[0] + ".")
    when = next(one for one in asking.explain(merge, name).explanation.values if one.field == "when")
    assert (when.value, when.quotes[0].words, when.quotes[0].by) == ("2024-05-03", "on Friday", BY)
    assert when.quotes[0].judgement == judged.judgement.id and when.quotes[0].outlet == "Osmal Courier"
    assert TEXT[when.quotes[0].start : when.quotes[0].end] == "on Friday"
    assert any("on Friday" in line for one in asking.history(store, name) if one.by for line in one.lines)
    assert keeping.rebuild(LedgerMerge(store)).step.is_nothing


def test_a_claim_that_is_set_right_by_words_quotes_them(merge: LedgerMerge, store: Store, report: str) -> None:
    [read] = told(store, report).claims
    amended = Decision(
        verdict=Verdict.AMEND,
        by=BY,
        field="where",
        value={"name": "Dunmore", "country": "MLI"},
        words=(report, Pin(text="near Osmal")),
    )
    judge(merge, [read.id], amended)
    where = next(one for one in asking.explain(merge, read.id).explanation.values if one.field == "where")
    assert (where.value, [(one.words, one.is_ground) for one in where.quotes]) == ("Dunmore", [("near Osmal", True)])


def test_words_are_the_ground_of_a_value_alone(merge: LedgerMerge, store: Store, report: str) -> None:
    [name] = bodies(store)
    with pytest.raises(ConfigError, match="no words"):
        judge(merge, [name], Decision(verdict=Verdict.ACCEPT, by=BY, words=(report, Pin(text="on Friday"))))
    with pytest.raises(ConfigError, match="does not say"):
        judge(
            merge,
            [name],
            Decision(verdict=Verdict.AMEND, by=BY, field="when", value="2024", words=(report, Pin(text="x"))),
        )


def test_a_program_adds_a_claim(tmp_path: Path) -> None:
    with dateline.Ledger(tmp_path / "kept.ledger") as ledger:
        source, reading = made.added(0)
        LedgerMerge(ledger.store).add_reading(source, reading)
        new = dateline.NewClaim(trigger=dateline.Pin(text="blamed"), type="accuse")
        added = ledger.claim(reading.document.key, new, by=BY)
        assert ledger.event(added.event or "").type == "accuse"
        words = (str(reading.document.key), dateline.Pin(start=0, end=6, text="Gunmen"))
        ledger.amend(added.claim, field="when", value="2024-05-09", by=BY, words=words)
        found = ledger.event(added.event or "").when
        assert found is not None and str(found.latest) == "2024-05-09"


def test_the_report_is_listed_with_what_was_added(merge: LedgerMerge, store: Store, report: str) -> None:
    from dateline.store import ReportListing, ReportQuery

    def numbers() -> tuple[int, int]:
        [line], _ = ReportListing(store).reports(ReportQuery())
        return line.claims, line.accounts

    added = add(merge, report)
    assert numbers() == (2, 2)
    undo(merge, added.judgement.id)
    assert numbers() == (1, 1)


def test_the_words_of_a_sentence_without_a_claim_are_found_by_its_marks() -> None:
    from dateline.domain.telling import Words
    from dateline.service.pinned import sentence_at
    from tests.build import document

    text = "Headline of the day\nMr. Okwe left. “They fired,” he said. 12 were hurt! “Why?” she asked\n\nThe end."
    found = document(text)
    for words, sentence in [
        ("fired", "“They fired,” he said."),
        ("hurt", "12 were hurt!"),
        ("asked", "“Why?” she asked"),
        ("end", "The end."),
        ("Headline", "Headline of the day"),
        ("Headline of the day\nMr. Okwe left", "Headline of the day\nMr. Okwe left."),
    ]:
        at = span(found, words)
        assert sentence_at(found, Words(at.start, at.end, words)).text == sentence
