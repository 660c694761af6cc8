"""Puts the words of one happening together: a killing and its means in one clause are one claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.domain.claim import Argument, Polarity, Role, Stance
from dateline.domain.span import Span
from dateline.domain.value import Measure, Quantity
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.nominals import light_verbs
from dateline.extract.local.roles import Parts
from dateline.extract.local.triggers import Trigger

_CLIMB = 5
#: Types whose harm and means, or whose act and content, may stand in one clause.
_JOINED_TYPES = frozenset({"assault", "consult"})
#: Of two effects on one person the first counts: who was abducted and killed is killed.
_WORST = ("killed", "injured", "abducted")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})


@dataclass(frozen=True, slots=True)
class Told:
    """One trigger with everything that hangs on it."""

    trigger: Trigger
    parts: Parts
    quantities: tuple[Quantity, ...]
    time: Span | None
    places: tuple[Span, ...]
    stance: Stance
    duration: Span | None = None
    #: Motive, operation and what a claim of responsibility is about.
    circumstances: tuple[Argument, ...] = ()
    #: What befell whom, as (noun, effect).
    effects: tuple[tuple[int, str], ...] = ()
    other_mode: str | None = None
    #: Whether it was joined with another trigger of the same clause.
    joined: bool = False

    @property
    def mode(self) -> str | None:
        """The mode of the trigger, or of the means that it was joined with."""
        return self.trigger.entry.mode or self.other_mode

    def effect_on(self, noun: int) -> str | None:
        """What befell a recipient, where the words tell."""
        found = [effect for harmed, effect in self.effects if harmed == noun]
        return next((effect for effect in _WORST if effect in found), found[0] if found else None)


def merged(told: Sequence[Told], grammar: Grammar) -> list[Told]:
    """The tellings, in the order of the text, without re-mentions and with harm and means joined."""
    by_head = {item.trigger.head: item for item in told}
    owner: dict[int, int] = {}
    for item in told:
        if item.trigger.entry.type not in _JOINED_TYPES:
            continue
        partner = _partner(item, by_head, grammar)
        if partner is not None and _root(partner, owner) != item.trigger.head:
            owner[item.trigger.head] = _root(partner, owner)
    groups: dict[int, list[Told]] = {}
    for item in told:
        groups.setdefault(_root(item.trigger.head, owner), []).append(item)
    out = []
    for head, members in groups.items():
        joined = _joined(by_head[head], members)
        if _adds(joined, grammar):
            out.append(joined)
    return sorted(out, key=lambda item: item.trigger.head)


def _root(head: int, owner: dict[int, int]) -> int:
    while head in owner:
        head = owner[head]
    return head


def _partner(item: Told, by_head: dict[int, Told], grammar: Grammar) -> int | None:
    """The head of the trigger above that tells the same happening, if one is."""
    index = item.trigger.head
    via: list[str] = []
    for _ in range(_CLIMB):
        token = grammar.token(index)
        if token.head == index:
            return None
        via.append(token.dep)
        index = token.head
        other = by_head.get(index)
        if other is not None:
            return index if _same_happening(item, other, via, grammar) else None
        if token.dep in ("ccomp", "relcl") and grammar.token(index).pos in ("VERB", "AUX"):
            return None
    return None


def _same_happening(item: Told, other: Told, via: list[str], grammar: Grammar) -> bool:
    mine, theirs = item.trigger.entry, other.trigger.entry
    if theirs.type != mine.type or item.stance.polarity is not other.stance.polarity:
        return False
    if _is_about(item, other, via, grammar):
        return True
    if mine.type != "assault":
        return False
    if item.stance.modality is not other.stance.modality and not (mine.casualty or theirs.casualty):
        return False
    if not (mine.casualty or theirs.casualty):
        direct = via[0] in ("nsubj", "agent") or via[:2] == ["pobj", "agent"]
        in_attack = (
            via[:2] == ["pobj", "prep"]
            and mine.kind == "noun"
            and grammar.head(item.trigger.head).lemma
            in (
                "in",
                "during",
                "with",
                "by",
                "under",
            )
        )
        return direct or in_attack or (via == ["conj"] and theirs.kind == "verb" and _no_new_object(item, other))
    if via[0] == "dobj" and grammar.head(item.trigger.head).lemma not in light_verbs()["actor"]:
        return False
    if mine.casualty and theirs.casualty and via == ["conj"]:
        return not (set(item.parts.actors) - set(other.parts.actors))
    if via[0] == "relcl":
        return True
    if via[0] == "advcl":
        return not _have_other_doers(item, other, grammar)
    if via == ["ccomp"] and "complement" in theirs.guards:
        return True
    return "relcl" not in via and "ccomp" not in via


def _have_other_doers(item: Told, other: Told, grammar: Grammar) -> bool:
    """Whether others act in a clause than in the one above: "soldiers shot nine people after rebels attacked a post"."""
    ours, theirs = set(item.parts.actors), set(other.parts.actors)
    named = all(grammar.token(noun).pos in ("NOUN", "PROPN") for noun in ours | theirs)
    return bool(ours and theirs) and named and not ours & theirs


def _is_about(item: Told, other: Told, via: list[str], grammar: Grammar) -> bool:
    """ "the blast which hit a bus", "an attack to retake the town", "a meeting to discuss the crisis"."""
    token = grammar.token(item.trigger.head)
    if item.trigger.is_verb and grammar.subject(token.index) == other.trigger.head:
        return True
    infinitive = token.tag == "VB" and any(word.text.lower() == "to" for word in grammar.children(token.index, "aux"))
    return infinitive and via in (["acl"], ["advcl"], ["xcomp"], ["relcl"])


def _no_new_object(item: Told, other: Told) -> bool:
    return not item.parts.recipients or set(item.parts.recipients) <= set(other.parts.recipients)


def _joined(main: Told, members: list[Told]) -> Told:
    if len(members) == 1:
        return main
    others = [item for item in members if item is not main]
    actors: tuple[int, ...] = main.parts.actors
    recipients = main.parts.recipients
    instruments = main.parts.instruments
    for item in others:
        actors = actors or item.parts.actors
        if item.effects or main.effects:
            recipients = tuple(dict.fromkeys((*recipients, *item.parts.recipients)))
        else:
            recipients = recipients or item.parts.recipients
        instruments = tuple(dict.fromkeys((*instruments, *item.parts.instruments)))
    heads = {item.trigger.head for item in members}
    actors = tuple(noun for noun in actors if noun not in heads)
    recipients = tuple(noun for noun in recipients if noun not in heads and noun not in actors)
    return replace(
        main,
        parts=Parts(actors=actors, recipients=recipients, instruments=instruments),
        quantities=_apart([quantity for item in members for quantity in _worst(item, members)]),
        time=next((item.time for item in (main, *others) if item.time is not None), None),
        duration=next((item.duration for item in (main, *others) if item.duration is not None), None),
        places=tuple(dict.fromkeys(place for item in (main, *others) for place in item.places)),
        other_mode=next((item.trigger.entry.mode for item in others if item.trigger.entry.mode), None),
        circumstances=tuple(argument for item in members for argument in item.circumstances),
        effects=tuple(effect for item in members for effect in item.effects),
        joined=True,
    )


def _worst(item: Told, members: list[Told]) -> list[Quantity]:
    """The numbers of one telling; who "was shot and killed" is not counted among the injured."""
    entry = item.trigger.entry
    if entry.casualty or entry.measure is not Measure.INJURED:
        return list(item.quantities)
    killed = {number.span for other in members for number in other.quantities if number.measure is Measure.KILLED}
    return [number for number in item.quantities if number.measure is not Measure.INJURED or number.span not in killed]


def _apart(quantities: list[Quantity]) -> tuple[Quantity, ...]:
    """The numbers without those of attackers that the same words give to the harmed."""
    harmed = {quantity.span for quantity in quantities if quantity.measure is not Measure.ATTACKERS}
    return tuple(
        quantity for quantity in quantities if quantity.measure is not Measure.ATTACKERS or quantity.span not in harmed
    )


def _adds(told: Told, grammar: Grammar) -> bool:
    """Whether the words add something, and are no bare re-mention ("the attack")."""
    entry = told.trigger.entry
    parts = told.parts
    needs = entry.guards.get("needs", ())
    has_argument = bool(parts.actors or parts.recipients)
    if needs:
        return bool(
            ("number" in needs and told.quantities)
            or ("argument" in needs and has_argument)
            or ("actor" in needs and parts.actors)
            or ("recipient" in needs and parts.recipients)
            or ("means" in needs and told.joined)
            or ("negation" in needs and told.stance.polarity is Polarity.NEGATED)
            or ("held" in needs and grammar.head(told.trigger.head).lemma in ("hold", "have"))
        )
    if entry.kind == "verb" or entry.bare:
        return True
    if has_argument or told.quantities or any(argument.role is Role.MOTIVE for argument in told.circumstances):
        return True
    if grammar.child(grammar.token(told.trigger.head).head, "expl") is not None:
        return True
    if not any(word.text.lower() in _DEFINITE for word in grammar.children(told.trigger.head, "det", "poss")):
        return bool(told.time or told.duration or told.places or parts.instruments)
    return _is_set_by_itself(told, grammar)


def _is_set_by_itself(told: Told, grammar: Grammar) -> bool:
    """Whether the noun itself says when or where: "the attack in Burgas", and not "the Burgas attack"."""
    head = told.trigger.head
    own = set(grammar.analysis.subtree(head))
    for span in (*(span for span in (told.time, told.duration) if span is not None), *told.places):
        tokens = {token.index for token in grammar.analysis.tokens_in(span)}
        if tokens <= own and (min(tokens) > head or span in (told.time, told.duration)):
            return True
    return False
