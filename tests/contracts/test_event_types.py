"""What every event type must have, built in or not, so that a reader and a person can work from the file alone."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dateline.domain.claim import Role
from dateline.ontology import CounterExample, EventType, Example, load_ontology

TYPES = tuple(load_ontology().types.values())


def all_examples(event_type: EventType) -> list[Example | CounterExample]:
    return [*event_type.examples, *event_type.counterexamples]


pytestmark = pytest.mark.parametrize("event_type", TYPES, ids=lambda event_type: event_type.id)


def test_it_says_what_it_is(event_type: EventType) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", event_type.id)
    assert event_type.label[0].isupper()
    assert 1 <= event_type.quad <= 4
    assert len(event_type.definition.split()) >= 15
    assert event_type.definition.endswith(".")


def test_it_has_an_actor_and_describes_every_role(event_type: EventType) -> None:
    assert event_type.role("actor") is not None
    for role in event_type.roles:
        assert role.name in set(Role)
        assert role.description.endswith(".")
        assert role.kinds


def test_every_mode_is_defined_and_shown(event_type: EventType) -> None:
    shown = {example.mode for example in event_type.examples}
    for mode in event_type.modes:
        assert len(mode.definition.split()) >= 4, mode.id
        assert mode.id in shown, f"no example of {event_type.id}/{mode.id}"


def test_it_has_enough_examples(event_type: EventType) -> None:
    assert len(event_type.examples) >= 6
    assert len(event_type.counterexamples) >= 2


def test_every_trigger_is_whole_words_of_its_text(event_type: EventType) -> None:
    for example in all_examples(event_type):
        end = example.start + len(example.trigger)
        assert example.text[example.start : end] == example.trigger
        assert not example.text[max(example.start - 1, 0) : example.start].isalnum(), example.text
        assert not example.text[end : end + 1].isalnum(), example.text


def test_its_examples_do_not_all_use_one_word(event_type: EventType) -> None:
    triggers = Counter(example.trigger.lower() for example in event_type.examples)
    assert max(triggers.values()) <= len(event_type.examples) / 3


def test_every_text_is_one_sentence_and_its_own(event_type: EventType) -> None:
    elsewhere = {example.text for other in TYPES if other.id != event_type.id for example in all_examples(other)}
    texts = [example.text for example in all_examples(event_type)]
    assert len(set(texts)) == len(texts)
    assert elsewhere.isdisjoint(texts)
    for text in texts:
        assert text.endswith((".", "?", "!"))
        assert 4 <= len(text.split()) <= 40


def test_it_draws_a_border_where_a_counterexample_crosses_one(event_type: EventType) -> None:
    neighbours = {border.neighbour for border in event_type.borders}
    back = {other.id for other in TYPES if event_type.id in {border.neighbour for border in other.borders}}
    for counterexample in event_type.counterexamples:
        assert counterexample.instead is None or counterexample.instead in neighbours | back
    assert len(neighbours) >= 3
