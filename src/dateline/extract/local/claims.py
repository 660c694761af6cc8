"""Finds the words of claims: trigger, arguments, quantities, time, places and stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Argument, Claim, Polarity, Role, Stance
from dateline.domain.ids import claim_id
from dateline.domain.mention import Mention
from dateline.domain.origin import Origin
from dateline.domain.span import Span
from dateline.domain.value import Quantity
from dateline.extract.local.background import BackgroundFinder
from dateline.extract.local.circumstances import CircumstanceFinder
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import lexicon
from dateline.extract.local.merging import Told, merged
from dateline.extract.local.quantities import QuantityFinder
from dateline.extract.local.roles import Parts, RoleFinder
from dateline.extract.local.scope import Scope
from dateline.extract.local.setting import SettingFinder
from dateline.extract.local.stance import Telling, stance_of
from dateline.extract.local.triggers import Trigger, find_triggers, trigger_span
from dateline.extract.local.word_classes import Classes
from dateline.plugins import DEFAULTS, Settings

_ORIGIN = Origin("extract/local", 1)
#: Types that give in: who "will not" do so rejects it.
_YIELDING = frozenset({"retreat", "concede"})
_REFUSALS = frozenset({"will", "would", "wo"})


def find_claims(
    analysis: Analysis,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    settings: Settings = DEFAULTS,
) -> tuple[Claim, ...]:
    """The claims, in the order of their triggers."""
    words = lexicon(settings)
    grammar = Grammar(analysis, words.object_control)
    classes = Classes(grammar, words, mentions)
    roles = RoleFinder(grammar, words, classes, mentions, settings)
    quantities = QuantityFinder(grammar, classes, mentions, settings)
    settings_of = SettingFinder(grammar, mentions)
    background = BackgroundFinder(grammar, settings)
    circumstances = CircumstanceFinder(grammar, settings)
    scope = Scope(attributions)
    told = []
    for trigger in find_triggers(grammar, words, classes):
        parts = roles.parts(trigger)
        widened = roles.widened(trigger, parts)
        quantities_told = quantities.quantities(trigger, replace(parts, recipients=widened.recipients))
        parts = widened
        telling = _telling(scope.attribution_of(trigger_span(trigger, grammar)), grammar)
        told.append(
            Told(
                trigger=trigger,
                parts=parts,
                quantities=quantities_told,
                time=settings_of.time(trigger.words),
                duration=settings_of.duration(trigger.words),
                places=settings_of.places(trigger.words),
                stance=stance_of(trigger, grammar, telling, settings),
                effects=_effects(trigger, parts),
                circumstances=circumstances.arguments(trigger),
            )
        )
    claims = []
    seen: Counter[Span] = Counter()
    for group in merged(told, grammar):
        span = trigger_span(group.trigger, grammar)
        attribution = scope.attribution_of(span)
        turned = _turned(group, grammar)
        sentence = analysis.sentences[grammar.token(group.trigger.head).sentence]
        claims.append(
            Claim(
                id=claim_id(analysis.document.key, span, seen[span]),
                type=turned.type if turned is not None else group.trigger.entry.type,
                mode=turned.mode if turned is not None else group.mode,
                trigger=span,
                evidence=sentence.span,
                origin=_ORIGIN,
                arguments=_arguments(group, roles, attribution),
                quantities=_apart(group.quantities),
                time=group.time,
                duration=group.duration,
                places=group.places,
                stance=turned.stance if turned is not None else group.stance,
                background=background.is_background(group, attribution),
                channel=circumstances.channel(group.trigger),
                attribution=attribution.id if attribution is not None else None,
                confidence=group.trigger.entry.prior,
            )
        )
        seen[span] += 1
    return tuple(claims)


@dataclass(frozen=True, slots=True)
class _Turned:
    """What an act becomes where the words deny it."""

    type: str
    mode: str | None
    stance: Stance


def _turned(told: Told, grammar: Grammar) -> _Turned | None:
    """ "Would not agree" and "will not allow" reject, "were not allowed" restricts: acts of their own, not missing ones."""
    entry = told.trigger.entry
    if told.stance.polarity is not Polarity.NEGATED or not told.trigger.is_verb:
        return None
    stance = Stance(span=told.stance.span)
    if entry.negated or "no" in entry.words:
        return _Turned(entry.type, None, stance)
    if entry.type == "agree" and grammar.child(told.trigger.head, "neg") is not None:
        return _Turned("reject", None, stance)
    refuses = any(one.lemma.lower() in _REFUSALS for one in grammar.children(told.trigger.head, "aux"))
    if entry.type in _YIELDING and refuses and grammar.child(told.trigger.head, "neg") is not None:
        # "Will not release the prisoners", "would not lift the ban".
        return _Turned("reject", None, stance)
    if entry.type == "concede" and entry.words[0] in ("allow", "permit", "let"):
        passive = grammar.is_passive(told.trigger.head)
        return _Turned("coerce", "restrict", stance) if passive else _Turned("reject", None, stance)
    return None


def _effects(trigger: Trigger, parts: Parts) -> tuple[tuple[int, str], ...]:
    effect = trigger.entry.effect
    return () if effect is None else tuple((noun, effect) for noun in parts.recipients)


def _telling(attribution: Attribution | None, grammar: Grammar) -> Telling | None:
    """The head words of who tells and of the verb of telling."""
    if attribution is None:
        return None
    source = grammar.head_of(attribution.sources[0].named_by) if attribution.sources else None
    cue = grammar.head_of(attribution.cue) if attribution.cue is not None else None
    return Telling(source=source, cue=cue)


def _arguments(told: Told, roles: RoleFinder, attribution: Attribution | None) -> tuple[Argument, ...]:
    out = [roles.argument(Role.ACTOR, noun, None, attribution) for noun in told.parts.actors]
    harmed = [noun for noun in told.parts.recipients if not roles.is_bare_number(noun)]
    out += [roles.argument(Role.RECIPIENT, noun, told.effect_on(noun), attribution) for noun in harmed]
    out += [roles.argument(Role.INSTRUMENT, noun) for noun in told.parts.instruments]
    out += told.circumstances
    unique: dict[tuple[Role, Span], Argument] = {}
    for argument in out:
        unique.setdefault((argument.role, argument.span), argument)
    return tuple(unique.values())


def _apart(quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    unique = {(quantity.span, quantity.measure): quantity for quantity in quantities}
    return tuple(sorted(unique.values(), key=lambda quantity: (quantity.span, quantity.measure)))
