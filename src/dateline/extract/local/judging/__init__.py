"""Puts what the rules found and what the trained reader saw together into the claims of a document.

The reader gives every answer a probability. What the rules found as well is made likelier by a factor of
``weights.toml``, and the likelier answer is taken; what neither is sure enough of is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim, Role
from dateline.domain.happening import Happening
from dateline.domain.ids import ClaimId, claim_id
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.origin import Origin
from dateline.domain.span import Span
from dateline.extract.local.ended import is_ended
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.judging.answers import best, calibrated_all, stance_of, telling_of
from dateline.extract.local.judging.folding import with_folded
from dateline.extract.local.judging.grounds import with_own_places
from dateline.extract.local.judging.marks import with_marked_parties
from dateline.extract.local.judging.mishaps import Mishaps
from dateline.extract.local.judging.modes import with_modes
from dateline.extract.local.judging.numbers import with_fitting_measures, with_own_numbers, with_wounded
from dateline.extract.local.judging.pairing import paired
from dateline.extract.local.judging.parts import PartJudge
from dateline.extract.local.judging.questions import Questions
from dateline.extract.local.judging.tolls import HARM, is_of_violence, untold_tolls
from dateline.extract.local.judging.weights import calibrated, raised, weights
from dateline.extract.local.lexicon import lexicon
from dateline.extract.local.scope import Scope
from dateline.extract.local.triggers import is_idle
from dateline.extract.local.word_classes import Classes
from dateline.lang import table
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Settings

_ORIGIN = Origin("extract/local", 2)
#: Parts of speech that can tell an event.
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "X"})
#: Those of names and of what is made of them.
_NAMING = frozenset({"PROPN", "ADJ", "NOUN"})
#: What a verb does or what is done: "carried out raids", "raids were carried out".
_OBJECTS = ("dobj", "nsubjpass")
#: Types whose nouns are measures that can be lifted.
_MEASURES = frozenset({"coerce", "sanction"})
#: Least probability of a claim that is printed.
LEAST = 0.5


def judged(
    claims: Sequence[Claim],
    analysis: Analysis,
    mentions: Iterable[Mention],
    attributions: Sequence[Attribution],
    settings: Settings = DEFAULTS,
) -> tuple[Claim, ...]:
    """The claims that both together make likely, in the order of their triggers; without a reader, those of the rules.

    Claims of types that the reader cannot tell apart, which a project added, stay as the rules have them.
    """
    if analysis.sighting is None:
        return tuple(claims)
    happenings = analysis.sighting.happenings
    judge = _Judge(analysis, claims, mentions, attributions, settings)
    out: list[Claim] = []
    numbers: list[int] = []
    #: The claims that the rules have too: what the reader sees in a word of one of them, or right beside it, tells the same.
    backed: set[ClaimId] = set()
    seen: Counter[Span] = Counter()
    unknown = [claim for claim in claims if claim.type not in analysis.sighting.types]
    taken = {claim.trigger for claim in unknown}
    known = [claim for claim in claims if claim.type in analysis.sighting.types]
    passed: dict[int, Claim | None] = {}
    for claim, number in paired(known, happenings):
        if number is None or any(happenings[number].trigger.touches(span) for span in taken):
            continue
        if claim is None and not judge.is_telling(happenings[number]):
            continue
        made = judge.claim(claim, happenings[number])
        if made is None:
            passed[number] = claim
        if made is not None and ((claim is None and judge.is_lifted(made)) or judge.is_find(made)):
            continue
        if made is not None:
            out.append(replace(made, id=claim_id(analysis.document.key, made.trigger, seen[made.trigger])))
            numbers.append(number)
            seen[made.trigger] += 1
            if claim is not None:
                backed.add(out[-1].id)
    ruled: dict[Span, list[Claim]] = {}
    for one in out:
        if one.id in backed:
            ruled.setdefault(one.evidence, []).append(one)
    again = [None if one.id in backed else judge.told_by(one, ruled.get(one.evidence, ())) for one in out]
    # What is told by another claim tells no third one.
    deeds = [one for one, teller in zip(out, again, strict=True) if teller is None]
    again = [
        teller or judge.deed_of(one, deeds) or judge.outcome_of(one, deeds)
        for one, teller in zip(out, again, strict=True)
    ]
    numbers = [number for number, teller in zip(numbers, again, strict=True) if teller is None]
    out = with_folded(out, again)
    mishaps = Mishaps(analysis, judge.grammar, settings)
    nobodys = mishaps.among(out)
    numbers = [number for one, number in zip(out, numbers, strict=True) if one.id not in nobodys]
    out = [one for one in out if one.id not in nobodys]
    nobodys = mishaps.among(known)
    if is_of_violence(out, [one for one in known if one.id not in nobodys]):
        told = [quantity.span for claim in out for quantity in claim.quantities]
        for number in untold_tolls(happenings, passed, told, judge.parts.numbers):
            made = judge.claim(passed[number], happenings[number], tells_toll=True)
            if made is not None:
                out.append(replace(made, id=claim_id(analysis.document.key, made.trigger, seen[made.trigger])))
                numbers.append(number)
                seen[made.trigger] += 1
    out = list(with_fitting_measures(with_own_numbers(out), settings))
    out = list(with_wounded(out, analysis, judge.parts.ruled, settings))
    out = list(with_marked_parties(out, analysis, judge.parts))
    out = list(with_modes(out, numbers, analysis, (load_ontology(settings.overlay("ontology")), judge.parts.category)))
    out = with_own_places(out, analysis)
    return tuple(sorted((*out, *unknown), key=lambda claim: (claim.trigger, claim.id)))


class _Judge:
    """Judges the claims of one document."""

    def __init__(
        self,
        analysis: Analysis,
        claims: Sequence[Claim],
        mentions: Iterable[Mention],
        attributions: Sequence[Attribution],
        settings: Settings,
    ) -> None:
        self._analysis = analysis
        self._scope = Scope(attributions)
        known = tuple(mentions)
        self._named = {
            token.index
            for mention in known
            if mention.kind is MentionKind.PLACE or (mention.kind is MentionKind.ACTOR and mention.named)
            for token in analysis.tokens_in(mention.head or mention.span)
        }
        self.parts = PartJudge(analysis, claims, known, attributions, settings)
        self._settings = settings
        self._lexicon = lexicon(settings)
        self._befallen = table(settings.language, "tolls", settings.overlay("lang"))["befallen"]
        self.grammar = Grammar(analysis)
        self._classes = Classes(self.grammar, self._lexicon, known)
        self._relevant = relevance_factor(analysis)
        self._questions = Questions(analysis, known)

    def claim(self, claim: Claim | None, happening: Happening, tells_toll: bool = False) -> Claim | None:
        """The claim, or None where it is not likely enough that there is one; what tells a toll surely is."""
        factors = weights()["claim"]
        agreed = factors["rules"] if claim is not None else 1.0
        likely = raised(happening.score, factors["all"] * self._relevant * agreed)
        if tells_toll:
            likely = max(likely, LEAST)
        if likely < LEAST:
            return None
        # The reader has seen few phrases often; the table's phrases are of one type only.
        is_phrase = claim is not None and len(self._analysis.tokens_in(claim.trigger)) > 1
        factor = factors["phrase_type" if is_phrase else "type"]
        type_id, sure_type = best(happening.types, claim.type if claim is not None else None, factor)
        mode, sure_mode = self._mode(claim, happening, type_id)
        stance, sure_stance = stance_of(claim, happening)
        background, voice, sure_telling = telling_of(claim, happening)
        found = claim or self._new_claim(happening, type_id)
        told_by = self.parts.attribution(happening, self._scope.attribution_of(found.trigger))
        return replace(
            found,
            type=type_id,
            mode=mode,
            origin=_ORIGIN,
            arguments=self._questions.without_idle_police(type_id, self.parts.arguments(found, happening), happening),
            quantities=self.parts.quantities(replace(found, type=type_id, mode=mode), happening),
            time=self.parts.time(found, happening),
            places=self.parts.places(found, happening),
            attribution=told_by.id if told_by is not None else None,
            stance=stance,
            background=background,
            voice=voice,
            confidence=calibrated("claim", likely * sure_type),
            confidences=calibrated_all({"mode": sure_mode, **sure_stance, **sure_telling}),
        )

    def is_telling(self, happening: Happening) -> bool:
        """Whether a trigger that only the reader has holds a word that can tell something, and no phrase that tells nothing.

        "on" and "will" alone cannot, and neither can the name of who acts or where, nor the attack of "heart attack".
        """
        tokens = self._analysis.tokens_in(happening.trigger)
        tells = any(
            token.pos in _TELLING and not (token.pos in _NAMING and token.index in self._named) for token in tokens
        )
        return tells and not any(is_idle(token, self.grammar, self._lexicon, self._classes) for token in tokens)

    def told_by(self, made: Claim, ruled: Sequence[Claim]) -> Claim | None:
        """The claim of its sentence that the rules have too and that tells it: with a word more, or right beside it."""
        held = next((one for one in ruled if one.trigger.holds(made.trigger)), None)
        return held or self._told_beside(made, ruled)

    def _told_beside(self, made: Claim, ruled: Sequence[Claim]) -> Claim | None:
        """The claim of the rules that tells the same in the word right above or under it: "declared" beside "curfew"."""
        own = self._hanging(made)
        for claim in ruled:
            if claim.type == made.type and claim.evidence == made.evidence and not self._have_other_doers(made, claim):
                others = self._hanging(claim)
                if set(own.values()) & set(others) or set(others.values()) & set(own):
                    return claim
        return None

    def deed_of(self, made: Claim, claims: Sequence[Claim]) -> Claim | None:
        """The attack of whose outcome a participle tells: the raids of "carried out raids, killing nine and wounding two"."""
        tokens = self._analysis.tokens_in(made.trigger)
        if made.type != "assault" or not tokens or tokens[0].tag != "VBG":
            return None
        hung = tokens[0]
        while hung.dep == "conj" and self.grammar.head(hung.index).tag == "VBG":
            hung = self.grammar.head(hung.index)
        if hung.dep != "advcl":
            return None
        verb = self.grammar.head(hung.index)
        deeds = {verb.index, *(token.index for token in self.grammar.children(verb.index, *_OBJECTS))}
        for claim in claims:
            same = claim.type == made.type and claim.evidence == made.evidence and claim.stance == made.stance
            if (
                claim is not made
                and same
                and deeds & {token.index for token in self._analysis.tokens_in(claim.trigger)}
            ):
                return claim
        return None

    def outcome_of(self, made: Claim, claims: Sequence[Claim]) -> Claim | None:
        """The claim of those whom an attack of a clause befell: the dead of "nine were killed when a plane bombed a market".

        Those who kill as well may answer another attack: "soldiers shot nine people after rebels attacked a post".
        """
        tokens = self._analysis.tokens_in(made.trigger)
        verb = next((token for token in tokens if token.dep == "advcl"), None)
        if made.type != "assault" or verb is None:
            return None
        marks = {word.text.lower() for word in self.grammar.children(verb.index, "advmod", "mark")}
        above = self.grammar.head(verb.index)
        befell = self.grammar.is_passive(above.index) or above.lemma.lower() in self._befallen["die"]
        if (
            not befell
            or self.grammar.child(above.index, "agent") is not None
            or not marks & set(self._befallen["when"])
        ):
            return None
        for claim in claims:
            same = claim.type == made.type and claim.stance == made.stance and claim.trigger.holds(above.span)
            if claim is not made and same and any(quantity.measure in HARM for quantity in claim.quantities):
                return claim
        return None

    def _have_other_doers(self, made: Claim, claim: Claim) -> bool:
        """Whether others act in a clause than in the one above: "soldiers shot nine people after rebels attacked a post"."""
        if not any(token.dep == "advcl" for token in self._analysis.tokens_in(made.trigger)):
            return False
        ours, theirs = made.words_of(Role.ACTOR), claim.words_of(Role.ACTOR)
        named = all(
            token.pos in ("NOUN", "PROPN")
            for argument in (*ours, *theirs)
            if (token := self.grammar.head_of(argument.span)) is not None
        )
        return bool(ours and theirs) and named and not any(a.span.touches(b.span) for a in ours for b in theirs)

    def _hanging(self, claim: Claim) -> dict[int, int]:
        """The words of a trigger and what each hangs on; of two acts in a row ("burned and killed") neither on the other."""
        tokens = self._analysis.tokens_in(claim.trigger)
        return {token.index: token.index if token.dep == "conj" else token.head for token in tokens}

    def is_lifted(self, made: Claim) -> bool:
        """Whether the words are a measure that is ended: the ban of "lifted a travel ban" is no ban."""
        return made.type in _MEASURES and any(
            is_ended(token, self.grammar, self._lexicon) for token in self._analysis.tokens_in(made.trigger)
        )

    def is_find(self, made: Claim) -> bool:
        """Whether what is told as seized are the remains of a deed: "recovered the bodies", "found shell casings"."""
        if made.type != "coerce":
            return False
        found = [
            noun.index
            for token in self._analysis.tokens_in(made.trigger)
            if token.lemma.lower() in self._lexicon.finding
            for noun in self.grammar.children(token.index, "dobj", "nsubjpass")
        ]
        return bool(found) and all("remains" in self._classes.of(noun) for noun in found)

    def _new_claim(self, happening: Happening, type_id: str) -> Claim:
        """A claim that the rules have not, with what the words around its trigger say of time and place."""
        sentence = self._analysis.sentence_of(happening.trigger)
        return Claim(
            id=claim_id(self._analysis.document.key, happening.trigger),
            type=type_id,
            trigger=happening.trigger,
            evidence=sentence.span if sentence is not None else happening.trigger,
            origin=_ORIGIN,
            **self.parts.setting(happening),
        )

    def _mode(self, claim: Claim | None, happening: Happening, type_id: str) -> tuple[str | None, float]:
        allowed = _modes(self._settings)[type_id]
        ruled = claim.mode if claim is not None and claim.mode in allowed else None
        answers = [
            replace(answer, score=answer.score * self._questions.likely(answer.label, happening.trigger))
            for answer in happening.modes
            if answer.label == "none" or answer.label in allowed
        ]
        if not answers and ruled is None:
            return None, 0.5
        if claim is not None and ruled is None:
            # The lists know the words of most modes: that they say none is a sign that there is none.
            mode, sure = best(answers, "none", weights()["claim"]["no_mode"])
        else:
            # Words that tell a mode tell it, unless the reader knows of another: none is no other.
            told = [answer for answer in answers if answer.label != "none" or ruled is None]
            mode, sure = best(told, ruled, weights()["claim"]["mode"])
        return (None if mode == "none" else mode), sure


def relevance_factor(analysis: Analysis) -> float:
    """What a report that seems to tell of no conflict takes from the odds of each of its claims."""
    whole = analysis.sighting.whole if analysis.sighting is not None else {}
    factors = weights()["claim"]
    if whole.get("terrorism", 0.0) >= factors["violent"] and whole.get("contentious", 1.0) >= factors["faint"]:
        # A family that is found shot is no conflict, and violence all the same.
        return 1.0
    relevant = whole.get("contentious", 1.0)
    if relevant >= factors["everyday"] or whole.get("terrorism", 0.0) >= factors["struck"]:
        # What police and soldiers do may be of conflict, too; a drug bust or a road closed after a crash is not.
        relevant = max(relevant, whole.get("ANY_ACTION", 0.0))
    even: float = factors["relevant"]
    odds = max(relevant, 1e-3) / max(1 - relevant, 1e-3) * (1 - even) / even
    return min(1.0, float(odds ** factors["relevance"]))


@cache
def _modes(settings: Settings) -> dict[str, frozenset[str]]:
    types = load_ontology(settings.overlay("ontology")).types
    return {name: frozenset(mode.id for mode in kind.modes) for name, kind in types.items()}


__all__ = ["LEAST", "judged", "relevance_factor"]
