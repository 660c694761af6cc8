"""The language's table ``cues``, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline import lang
from dateline.domain.attribution import SpeakerKind
from dateline.plugins import DEFAULTS, Settings

#: spaCy 3.8 takes the past tense of a few verbs for another verb.
_WRONG_LEMMAS = {"hop": "hope", "retweete": "retweet"}


def lemma_of(lemma: str) -> str:
    """The lemma in lower case, with the pipeline's known slips put right."""
    lowered = lemma.lower()
    return _WRONG_LEMMAS.get(lowered, lowered)


@dataclass(frozen=True, slots=True)
class CueWords:
    """Which words tell, and with what sort of content."""

    clause: frozenset[str]
    object: frozenset[str]
    infinitive: frozenset[str]
    passive: frozenset[str]
    #: Verbs by the preposition that leads their content.
    prepositions: dict[str, frozenset[str]]
    noun_clause: frozenset[str]
    noun_infinitive: frozenset[str]
    noun_of: frozenset[str]
    strong: frozenset[str]
    passed_on: frozenset[str]
    outlets: frozenset[str]
    outlet_words: frozenset[str]
    not_outlets: frozenset[str]
    channels: frozenset[str]
    channel_prepositions: frozenset[str]
    speaker_kinds: dict[str, SpeakerKind]
    titles: frozenset[str]
    #: Collective bodies, which are no anonymous speakers: "the army".
    bodies: frozenset[str]
    #: Nouns whose deed is told by others: "responsibility".
    blame: frozenset[str]
    #: Verbs that never lead a quotation beside them: "find".
    never_quote: frozenset[str]
    #: Verbs that hand over to the infinitive after them: "went on to say", "declined to say".
    forwarded: frozenset[str]
    #: Participles before the outlet that has a document: "seen by".
    seen: frozenset[str]
    #: What is done according to these is told by nobody: "plan".
    no_sources: frozenset[str]
    #: Nouns for figures, and the verbs that put them at a number.
    figures: frozenset[str]
    put: frozenset[str]
    #: Verbs whose passive tells what somebody says of a deed.
    by_somebody: frozenset[str]
    #: Adjectives of what somebody thinks: "convinced that".
    adjectives: frozenset[str]
    #: Days that may stand between a cue and what is told: "said Tuesday it would …".
    days: frozenset[str]

    @property
    def verbs(self) -> frozenset[str]:
        """Every verb that may tell."""
        return (
            self.clause | self.object | self.infinitive | self.passive | frozenset().union(*self.prepositions.values())
        )


@cache
def cue_words(settings: Settings = DEFAULTS) -> CueWords:
    """The cue words of the settings' language; raises MissingPackError where it has no table ``cues``."""
    table = lang.table(settings.language, "cues", settings.overlay("lang"))
    verbs, nouns, via = table["verbs"], table["nouns"], table["via"]
    return CueWords(
        clause=_words(verbs["clause"]),
        object=_words(verbs["object"]),
        infinitive=_words(verbs["infinitive"]),
        passive=_words(verbs["passive"]),
        prepositions={lead: _words(words) for lead, words in verbs["prepositions"].items()},
        noun_clause=_words(nouns["clause"]),
        noun_infinitive=_words(nouns["infinitive"]),
        noun_of=_words(nouns["of"]),
        strong=_words(table["speech"]["strong"]),
        passed_on=_words(via["passed_on"]),
        outlets=_words(via["outlets"]),
        outlet_words=_words(via["outlet_words"]),
        not_outlets=_words(via["not_outlets"]),
        channels=_words(table["channels"]["words"]),
        channel_prepositions=_words(table["channels"]["prepositions"]),
        speaker_kinds={
            word: SpeakerKind(kind) for kind, words in table["speakers"]["kinds"].items() for word in words.split()
        },
        titles=_words(table["titles"]["words"]),
        bodies=_words(table["speakers"]["bodies"]),
        blame=_words(nouns["blame"]),
        never_quote=_words(table["speech"]["never_quote"]),
        forwarded=_words(verbs["forwarded"]),
        seen=_words(via["seen"]),
        no_sources=_words(table["phrases"]["no_sources"]),
        figures=_words(table["phrases"]["figures"]),
        put=_words(table["phrases"]["put"]),
        by_somebody=_words(table["phrases"]["by_somebody"]),
        adjectives=_words(table["phrases"]["adjectives"]),
        days=_words(table["time"]["days"]),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
