"""Completes claims, denials and accusations of responsibility: which deed, through what, when and why, and who denies.

"No group has claimed the blast" has no actor: nobody claims. "Denied that it was behind the blast" is a denial, whichever
words tell it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, Token
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Argument, Claim, Modality, Polarity, Role, Stance
from dateline.domain.span import Span
from dateline.extract.local.circumstances import circumstance_words
from dateline.extract.local.cue_words import cue_words
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import lexicon
from dateline.plugins import DEFAULTS, Settings

_CLAIM, _DENIAL, _ACCUSATION = "claim_responsibility", "deny_responsibility", "accuse"
_TYPES = frozenset({_CLAIM, _DENIAL, _ACCUSATION})
_LEADS = ("for", "in", "of", "behind", "with")
_NOBODY = frozenset({"no", "nobody", "none", "noone", "neither"})
_PARTIES = frozenset({Role.ACTOR, Role.RECIPIENT})
_GOING_ON = frozenset({"it", "they", "he", "she"})
#: Words in the longest motive.
_LONGEST = 25


def with_responsibility(
    claims: Sequence[Claim], analysis: Analysis, attributions: Sequence[Attribution], settings: Settings = DEFAULTS
) -> tuple[Claim, ...]:
    """The claims, those of responsibility with what their own sentence, or the one that goes on from it, tells of them."""
    completer = _Completer(analysis, attributions, settings)
    told = [completer.as_denial(claim) for claim in claims]
    denials = [claim.trigger for claim in told if claim.type == _DENIAL]
    kept = [
        claim
        for claim in told
        # "Denied responsibility" is no claim of it.
        if claim.type != _CLAIM or not any(span.holds(claim.trigger) and span != claim.trigger for span in denials)
    ]
    return tuple(completer.completed(claim) if claim.type in _TYPES else claim for claim in kept)


def _of_its_sentence(arguments: list[Argument], claim: Claim) -> list[Argument]:
    """Without actors of other sentences, where its own has one: a rival who claims it too has a claim of their own."""
    own = [one for one in arguments if one.role is Role.ACTOR and claim.evidence.holds(one.span)]
    return [one for one in arguments if not own or one.role is not Role.ACTOR or one in own]


class _Completer:
    def __init__(self, analysis: Analysis, attributions: Sequence[Attribution], settings: Settings) -> None:
        self._analysis = analysis
        self._grammar = Grammar(analysis, lexicon(settings).object_control)
        self._words = circumstance_words(settings)
        self._blame = cue_words(settings).blame
        self._attributions = attributions
        self._by_id = {attribution.id: attribution for attribution in attributions}

    def as_denial(self, claim: Claim) -> Claim:
        """ "Denied that it was behind it": by whom, the other way round than "was behind it" tells it."""
        if claim.stance.modality is not Modality.DENIED or claim.type not in {_CLAIM, _ACCUSATION}:
            return claim
        arguments = claim.arguments
        if claim.type == _ACCUSATION:
            teller = self._teller(claim)
            if teller is None or not any(teller.touches(one.span) for one in claim.words_of(Role.RECIPIENT)):
                return claim
            arguments = tuple(
                replace(one, role=Role.ACTOR) if one.role is Role.RECIPIENT else one
                for one in arguments
                if one.role is not Role.ACTOR
            )
        return replace(claim, type=_DENIAL, mode=None, arguments=arguments, stance=Stance(span=claim.stance.span))

    def _teller(self, claim: Claim) -> Span | None:
        """The words for the one who tells the claim."""
        told = self._by_id.get(claim.attribution) if claim.attribution is not None else None
        return told.sources[0].named_by if told is not None and told.sources else None

    def completed(self, claim: Claim) -> Claim:
        """The claim with its deed, and where it is not an accusation with channel, time and motive too."""
        arguments = list(claim.arguments)
        if claim.stance.polarity is Polarity.NEGATED:
            arguments = [one for one in arguments if one.role not in _PARTIES or self._may_be_meant(one.span, claim)]
        elif claim.type != _ACCUSATION and not claim.words_of(Role.ACTOR):
            # "The army said it had nothing to do with it": who says so speaks of itself.
            teller = self._teller(claim)
            arguments += [] if teller is None else [Argument(role=Role.ACTOR, span=teller)]
        if claim.type != _ACCUSATION:
            arguments = _of_its_sentence(arguments, claim)
        about = None if claim.words_of(Role.ABOUT) else self._deed(claim)
        if about is not None:
            arguments.append(Argument(role=Role.ABOUT, span=about))
        if claim.type == _ACCUSATION:
            return replace(claim, arguments=tuple(arguments))
        motive = None if claim.words_of(Role.MOTIVE) else self._motive(claim)
        if motive is not None:
            arguments.append(Argument(role=Role.MOTIVE, span=motive))
        telling = self._telling(claim)
        return replace(
            claim,
            arguments=tuple(arguments),
            channel=claim.channel or (telling.channel if telling is not None else None),
            time=claim.time or (telling.time if telling is not None else None),
        )

    def _may_be_meant(self, span: Span, claim: Claim) -> bool:
        """Whether somebody plays a part in what is not claimed: not "no group", and nobody of another sentence."""
        return claim.evidence.holds(span) and self._analysis.tokens_in(span)[0].text.lower() not in _NOBODY

    def _telling(self, claim: Claim) -> Attribution | None:
        """The act of telling that the claim's own words are."""
        return next((one for one in self._attributions if one.cue is not None and one.cue.touches(claim.trigger)), None)

    # -- the deed ------------------------------------------------------------------------------------------------

    def _deed(self, claim: Claim) -> Span | None:
        """What was done: "for the bombing", "of burning the mill", the bombing that "was claimed"."""
        noun = next(self._deeds(claim), None)
        if noun is None:
            return None
        if noun.pos == "VERB":
            return self._whole(noun)
        return self._grammar.phrase(noun.index)

    def _deeds(self, claim: Claim) -> Iterator[Token]:
        grammar = self._grammar
        triggers = self._analysis.tokens_in(claim.trigger)
        inside = {token.index for token in triggers}
        above = [grammar.head(token.index) for token in triggers if token.pos == "NOUN"]
        for token in [*triggers, *(one for one in above if one.pos in {"VERB", "AUX"} and one.index not in inside)]:
            for part in [token, *grammar.children(token.index, "nsubjpass", "dobj", "attr")]:
                if part is not token and part.lemma.lower() not in self._blame and part.index not in inside:
                    if claim.type != _ACCUSATION and part.dep != "attr":
                        yield part
                    continue
                for lead in _LEADS:
                    for noun in grammar.objects_after(part.index, lead):
                        if noun.lemma.lower() not in self._words.channels | self._blame:
                            yield noun
            for preposition in grammar.children(token.index, "prep"):
                doing = grammar.child(preposition.index, "pcomp")
                if doing is not None and preposition.text.lower() in _LEADS:
                    yield doing
            carrying = grammar.child(token.index, "xcomp")
            if carrying is not None and carrying.tag == "VBG":
                yield carrying

    # -- why -----------------------------------------------------------------------------------------------------

    def _motive(self, claim: Claim) -> Span | None:
        """ "Saying it was revenge for …", "to avenge …": in its sentence, or in one that "it said" goes on with."""
        if claim.stance.polarity is Polarity.NEGATED or claim.type != _CLAIM:
            return None
        sentence = self._analysis.sentence_of(claim.trigger)
        if sentence is None:
            return None
        stop = sentence.last
        if stop < len(self._analysis.tokens) and self._analysis.tokens[stop].text.lower() in _GOING_ON:
            stop = self._analysis.sentences[self._analysis.tokens[stop].sentence].last
        after = self._analysis.tokens_in(claim.trigger)[-1].index
        for token in self._analysis.tokens[after:stop]:
            lemma = token.lemma.lower()
            if token.pos == "NOUN" and lemma in self._words.reasons and self._grammar.child(token.index, "prep"):
                lead = self._grammar.head(token.index)
                whole = self._whole(token)
                return whole.hull(lead.span) if lead.dep == "prep" and lead.text.lower() in {"in", "as"} else whole
            if token.tag == "VB" and lemma in self._words.aims:
                return self._whole(token)
        return None

    def _whole(self, token: Token) -> Span:
        """A word with what follows and hangs on it."""
        last = token.index
        for index in self._analysis.subtree(token.index):
            if index <= last:
                continue
            if index > last + 1 or index - token.index >= _LONGEST or self._grammar.token(index).text in {";", "—"}:
                break
            last = index
        while last > token.index and self._grammar.token(last).pos == "PUNCT":
            last -= 1
        return self._analysis.span_of(token.index, last + 1)
