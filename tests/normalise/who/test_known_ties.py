"""What the directory knows of the actors that a report names, apart from what the report tells."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.attribution import SpeakerKind
from dateline.domain.claim import Polarity
from dateline.domain.ids import DocumentKey, actor_id, relation_id
from dateline.domain.known_tie import KnownTie
from dateline.domain.relation import Relation, RelationEnd, RelationType
from dateline.domain.span import Span
from dateline.normalise.who.known_ties import known_ties
from dateline.normalise.who.meaning import Meaning
from dateline.whoswho import KnownActor, WhosWho, load_whoswho

KEY = DocumentKey("0" * 64)


@pytest.fixture(scope="module")
def whoswho() -> WhosWho:
    return load_whoswho()


def meaning(known: KnownActor | None, start: int) -> Meaning:
    """Somebody whose words stand at ``start``."""
    span = Span(start, start + 5)
    name = known.name if known is not None else "Ada Lund"
    actor = Actor(id=actor_id(KEY, span), name=name, kind=ActorKind.GROUP, mentions=(span,))
    return Meaning(actor, SpeakerKind.GROUP, None, known)


def entry(whoswho: WhosWho, key: str) -> KnownActor:
    found = whoswho.get(key)
    assert found is not None
    return found


def relation(kind: RelationType, subject: Meaning, other: Meaning, polarity: Polarity = Polarity.AFFIRMED) -> Relation:
    ends = subject.actor.mentions[0], other.actor.mentions[0]
    return Relation(
        id=relation_id(KEY, kind, *ends),
        type=kind,
        subject=RelationEnd(span=ends[0], actor=subject.actor.id),
        object=RelationEnd(span=ends[1], actor=other.actor.id),
        polarity=polarity,
    )


def ties_of(whoswho: WhosWho, *keys: str, day: date | None = None) -> tuple[KnownTie, ...]:
    return known_ties([meaning(entry(whoswho, key), 10 * at) for at, key in enumerate(keys)], (), day, whoswho)


def told(ties: tuple[KnownTie, ...]) -> set[tuple[str, str, str]]:
    return {(str(tie.type), tie.subject.name, tie.object.name) for tie in ties}


def test_the_ties_of_a_named_group_with_dates_and_source(whoswho: WhosWho) -> None:
    (tie,) = [tie for tie in ties_of(whoswho, "ansaru") if tie.type is RelationType.SPLIT_FROM]
    assert (tie.subject.name, tie.object.name, tie.object.entry) == ("Ansaru", "Boko Haram", "boko-haram")
    assert (tie.since, tie.until) == ("2012", None)
    assert tie.subject.actor is not None
    assert tie.object.actor is None
    assert tie.source


def test_both_ends_are_the_reports_actors_where_it_names_both(whoswho: WhosWho) -> None:
    (tie,) = [tie for tie in ties_of(whoswho, "ansaru", "boko-haram") if tie.type is RelationType.SPLIT_FROM]
    assert tie.object.actor == actor_id(KEY, Span(10, 15))


def test_ties_of_others_to_a_named_group_are_not_about_it(whoswho: WhosWho) -> None:
    """That some group which the report does not name split from it says nothing of the report's own actors."""
    assert all(tie.subject.name == "Boko Haram" for tie in ties_of(whoswho, "boko-haram"))


def test_whom_a_named_person_leads(whoswho: WhosWho) -> None:
    assert ("led_by", "Lord's Resistance Army", "Joseph Kony") in told(ties_of(whoswho, "joseph-kony"))


def test_what_began_after_the_report_is_left_out_and_what_ended_does_not_hold(whoswho: WhosWho) -> None:
    early = told(ties_of(whoswho, "ansaru", day=date(2011, 5, 1)))
    assert ("split_from", "Ansaru", "Boko Haram") not in early
    ended = {tie.object.name: tie.held for tie in ties_of(whoswho, "boko-haram", day=date(2023, 1, 1))}
    assert ended["Abubakar Shekau"] is False
    then = {tie.object.name: tie.held for tie in ties_of(whoswho, "boko-haram", day=date(2014, 1, 1))}
    assert then["Abubakar Shekau"] is True
    undated = {tie.object.name: tie.held for tie in ties_of(whoswho, "boko-haram")}
    assert undated["Abubakar Shekau"] is None


def test_offices_of_the_day(whoswho: WhosWho) -> None:
    offices = ties_of(whoswho, "laurent-fabius", day=date(2015, 11, 21))
    assert [(str(tie.type), tie.object.name, tie.object.entry) for tie in offices] == [
        ("holds_office", "Foreign Minister (FRA)", None)
    ]
    assert ties_of(whoswho, "laurent-fabius", day=date(2020, 1, 1)) == ()


def test_what_the_text_tells_is_not_told_again(whoswho: WhosWho) -> None:
    part, whole = meaning(entry(whoswho, "ansaru"), 0), meaning(entry(whoswho, "boko-haram"), 10)
    split = ("split_from", "Ansaru", "Boko Haram")
    words = ("Ansaru", "the sect")
    affirmed = relation(RelationType.SPLIT_FROM, part, whole)
    assert split not in told(known_ties([part, whole], [(affirmed, *words)], None, whoswho))
    denied = relation(RelationType.SPLIT_FROM, part, whole, Polarity.NEGATED)
    assert split in told(known_ties([part, whole], [(denied, *words)], None, whoswho))
    other = relation(RelationType.ALLIED_WITH, part, whole)
    assert split in told(known_ties([part, whole], [(other, *words)], None, whoswho))


def test_what_the_text_tells_of_a_name_that_it_writes_its_own_way(whoswho: WhosWho) -> None:
    """Where the far end has no actor, letters alone tell: "Mohammed-Yusuf"."""
    sect, person = meaning(entry(whoswho, "boko-haram"), 0), meaning(None, 10)
    founded = relation(RelationType.FOUNDED_BY, sect, person)
    ties = told(known_ties([sect, person], [(founded, "Boko Haram", "MOHAMMED-YUSUF")], None, whoswho))
    assert ("founded_by", "Boko Haram", "Mohammed Yusuf") not in ties
    assert ("led_by", "Boko Haram", "Abubakar Shekau") in ties


def test_an_office_that_the_text_tells(whoswho: WhosWho) -> None:
    person, office = meaning(entry(whoswho, "laurent-fabius"), 0), meaning(None, 10)
    holds = relation(RelationType.HOLDS_OFFICE, person, office)
    day = date(2015, 11, 21)
    assert known_ties([person, office], [(holds, "Laurent Fabius", "French Foreign Minister")], day, whoswho) == ()
    assert known_ties([person, office], [(holds, "Laurent Fabius", "envoy")], day, whoswho) != ()


def test_nobody_known_no_ties(whoswho: WhosWho) -> None:
    assert known_ties([meaning(None, 0)], (), None, whoswho) == ()
