"""Finds the words that say when and where, among the mentions that hang on a trigger's clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, Token
from dateline.domain.claim import Claim
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import lexicon
from dateline.lang.times import TimeShape
from dateline.plugins import DEFAULTS, Settings

_CLIMB = 8
_VIOLENCE = "assault"
_RESPONSIBILITY = frozenset({"claim_responsibility", "deny_responsibility"})
#: Types that are no words: what a statement tells of them was not done on the day of the statement.
_DEEDS = frozenset({"assault", "coerce", "mobilize", "displace", "retreat", "protest", "aid"})
_LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "around",
        "across",
        "inside",
        "outside",
        "along",
        "throughout",
        "from",
        "to",
        "of",
        "on",
        "into",
        "towards",
        "toward",
        "over",
        "through",
        "between",
        "off",
        "against",
        "above",
        "within",
        "for",
    }
)
#: Steps up the parse from a trigger that its time and place may be taken over, with what each costs.
_STEPS = {
    "xcomp": 1,
    "conj": 2,
    "advcl": 2,
    "acl": 3,
    "dobj": 1,
    "nsubj": 1,
    "nsubjpass": 1,
    "pobj": 1,
    "prep": 1,
    "agent": 1,
    "pcomp": 1,
    "appos": 2,
    "attr": 1,
    "compound": 1,
    "oprd": 1,
    "acomp": 1,
    "amod": 2,
    "dep": 2,
    "nmod": 1,
    "poss": 1,
    "relcl": 4,
    "nummod": 1,
    "npadvmod": 1,
    "csubj": 1,
    "dative": 1,
}


_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
#: What a length of time before a noun may be to it: "a five-day siege" (the parser sees it as any of these).
_QUALIFIERS = _MODIFIERS | {"det", "nummod", "npadvmod"}
_SINCE = "since"
#: Steps that do not leave a clause.
_WITHIN_CLAUSE = frozenset(
    {"xcomp", "prep", "pobj", "dobj", "nsubj", "nsubjpass", "agent", "attr", "acomp", "compound"}
)
#: Steps from a clause about a noun to that noun: "the first blast to hit the town since 2011".
_ABOUT_A_NOUN = frozenset({"relcl", "acl", "xcomp", "prep", "pobj", "dobj"})
_RECORDS = frozenset({"first"})
_SUPERLATIVE = frozenset({"JJS", "RBS"})
#: Superlatives that compare no events: "at least ten have died since May".
_BOUNDS = frozenset({"least", "most", "many", "much", "little", "few"})
#: Words by which a place is told to lie in or beside the next one: "Nawa, in the southern province of Deraa".
_BESIDE = frozenset(
    ("in", "near", "of", "outside", "inside", "at")
    + tuple(f"{one}{mark}{other}" for one in ("north", "south") for mark in ("", "-") for other in ("", "east", "west"))
    + ("east", "west")
)
_FILLING = frozenset(
    (
        "the",
        "a",
        "an",
        "another",
        "-",
        ",",
        "(",
        ";",
        "some",
        "about",
        "just",
        "around",
        "nearly",
        "located",
        "situated",
    )
)
_LINKING = _BESIDE | {",", "(", ";"}
#: Most words between a place and the wider one that it lies in.
_FARTHEST_HOLDER = 8
#: Words behind a length of time that make it a distance and no length: "a day after the raid".
_DISTANCES = frozenset(("after", "before", "later", "earlier", "following"))
#: What a possessor costs as the place of an event: "Turkey's assault on Afrin" took place in Afrin.
_OWNER = 6
_ORIGIN = 3


def _is_located(noun: Token, grammar: Grammar) -> bool:
    """Whether a noun stands after a preposition of place: "in Raqqa province"."""
    return noun.dep == "pobj" and grammar.head(noun.index).lemma.lower() in _LOCATIVE


class SettingFinder:
    """The times and places of the triggers of one document."""

    def __init__(self, grammar: Grammar, mentions: Iterable[Mention]) -> None:
        self._grammar = grammar
        self._times: dict[int, list[tuple[Mention, Token]]] = {}
        self._places: dict[int, list[tuple[Mention, Token]]] = {}
        for mention in mentions:
            if mention.kind is MentionKind.TIME:
                self._add(self._times, mention)
            elif mention.kind is MentionKind.PLACE and mention.label != "demonym":
                self._add(self._places, mention)
        self._inner = dict(self._nested())

    def _add(self, into: dict[int, list[tuple[Mention, Token]]], mention: Mention) -> None:
        tokens = self._grammar.analysis.tokens_in(mention.span)
        if tokens:
            inside = {token.index for token in tokens}
            head = next(
                (token for token in tokens if token.head not in inside or token.head == token.index), tokens[-1]
            )
            into.setdefault(head.sentence, []).append((mention, head))

    def time(self, heads: Sequence[int]) -> Span | None:
        """The words for the day or hour of an event told by those words, or None."""
        return self._nearest_time(heads, lambda label: label != TimeShape.DURATION)

    def duration(self, heads: Sequence[int]) -> Span | None:
        """The words for how long it lasts ("10-day", "for three hours"), or None."""
        return self._nearest_time(heads, lambda label: label == TimeShape.DURATION)

    def _nearest_time(self, heads: Sequence[int], wanted: Callable[[str | None], bool]) -> Span | None:
        ranked = []
        for cost, mention, head in self._ranked(heads, self._times):
            if not wanted(mention.label) or (mention.label == TimeShape.DURATION and not self._lasts(head, heads)):
                continue
            if head.dep in _MODIFIERS and head.head not in heads:
                cost += 4
            if self._is_told_apart(head, heads) or self._is_record(head, heads):
                continue
            if mention.label == TimeShape.REFERENCE and not self._is_of_clause(head, heads):
                continue
            if mention.label == TimeShape.SET:
                cost += 4
            ranked.append((cost, mention.span))
        return min(ranked)[1] if ranked else None

    def _lasts(self, length: Token, heads: Sequence[int]) -> bool:
        """Whether a length of time is the trigger's own: not that of a verb beside it or of another noun.

        "Demanded a month-long truce": the truce, not the demand, is to last a month.
        """
        if length.dep in _QUALIFIERS and length.head not in heads:
            return False
        tokens = self._grammar.analysis.tokens
        if length.index + 1 < len(tokens) and tokens[length.index + 1].text.lower() in _DISTANCES:
            return False
        return any(length.index in self._grammar.analysis.subtree(head) for head in heads)

    def _is_told_apart(self, time: Token, heads: Sequence[int]) -> bool:
        """Whether a time stands in a told or a relative clause that the trigger is not in.

        "Claimed the attack and said it was revenge for a raid in January": the claim was not made in January.
        """
        index = time.index
        for _ in range(_CLIMB):
            token = self._grammar.token(index)
            if token.dep in ("ccomp", "relcl"):
                return heads[0] not in self._grammar.analysis.subtree(index)
            if token.head == index:
                return False
            index = token.head
        return False

    def _is_of_clause(self, time: Token, heads: Sequence[int]) -> bool:
        """Whether a trigger stands in the very clause of a "now": "once fought for them and is now a trader" does not."""
        index = heads[0]
        for _ in range(_CLIMB):
            token = self._grammar.token(index)
            if index in (time.index, time.head):
                return True
            if token.dep not in _WITHIN_CLAUSE or token.head == index:
                return False
            index = token.head
        return False

    def _is_record(self, time: Token, heads: Sequence[int]) -> bool:
        """Whether a time only says how far back one must look: "the first attack since 2017", "the worst since May"."""
        grammar = self._grammar
        index = time.index
        for _ in range(_CLIMB):
            token = grammar.token(index)
            since = token if token.dep == "prep" else grammar.child(index, "mark", "prep")
            if since is not None and since.text.lower() == _SINCE:
                inside = grammar.analysis.subtree(index)
                return heads[0] not in inside and self._is_ranked(token, since.index)
            if token.head == index:
                return False
            index = token.head
        return False

    def _is_ranked(self, phrase: Token, before: int) -> bool:
        """Whether what a phrase with "since" hangs on, or the noun that this clause is about, is called a first or the most."""
        grammar = self._grammar
        index = phrase.head
        while grammar.token(index).dep in _ABOUT_A_NOUN and grammar.token(index).head != index:
            index = grammar.token(index).head
        words = (grammar.token(one) for one in grammar.analysis.subtree(index) if one < before)
        return any(
            word.lemma.lower() in _RECORDS or (word.tag in _SUPERLATIVE and word.lemma.lower() not in _BOUNDS)
            for word in words
        )

    def places(self, heads: Sequence[int]) -> tuple[Span, ...]:
        """The words for its places, the most specific first."""
        grammar = self._grammar
        found = []
        for cost, mention, head in self._ranked(heads, self._places):
            extra = _OWNER if head.dep == "poss" else 0
            if head.dep == "appos" or (head.dep == "pobj" and grammar.head(head.index).lemma == "from"):
                extra = _ORIGIN
            before = grammar.head(head.index)
            if head.dep in _MODIFIERS and before.index not in heads and not _is_located(before, grammar):
                continue
            if head.dep == "pobj" and before.dep in ("prep", "agent") and before.lemma.lower() not in _LOCATIVE:
                continue
            if head.dep in ("nsubj",) or (head.dep == "compound" and cost > 4):
                continue
            found.append((cost + extra, mention.span))
        ordered = [span for _, span in sorted(found, key=lambda item: (item[0], item[1]))]
        if ordered:
            ordered = [*self._from_innermost(ordered[0]), *ordered]
        return tuple(dict.fromkeys(ordered))[:4]

    def _nested(self) -> Iterator[tuple[Span, Span]]:
        """Each place that the place before it is told to lie in or beside, with that place."""
        for beside in self._places.values():
            ordered = sorted(beside, key=lambda pair: pair[0].span)
            for (one, head), (other, _) in zip(ordered, ordered[1:], strict=False):
                if self._is_ground(head) and self._lies_in(one, other):
                    yield other.span, one.span

    def _is_ground(self, head: Token) -> bool:
        """Whether a place is not the one who acts: "shelled by Malta in the Gulf of Sirte"."""
        governor = self._grammar.head(head.index)
        return head.dep not in ("nsubj", "nsubjpass") and not (head.dep == "pobj" and governor.lemma in ("by", "with"))

    def _lies_in(self, one: Mention, other: Mention) -> bool:
        tokens = self._grammar.analysis.tokens
        first = self._grammar.analysis.tokens_in(one.span)[-1].index + 1
        last = self._grammar.analysis.tokens_in(other.span)[0].index
        if not 0 < last - first <= _FARTHEST_HOLDER or one.label in ("relative", "border"):
            return False
        linked = other.label == "relative"
        for token in tokens[first:last]:
            common = token.pos == "NOUN" and token.text.islower()
            if token.text in _BESIDE or token.text in _FILLING:
                linked = linked or token.text in _LINKING
            elif token.text == "on" and other.label == "border":
                linked = True
            elif common or token.tag in ("NNP", "POS"):
                if token.index != first and tokens[token.index + 1].text not in _BESIDE:
                    return False
            elif token.pos != "ADJ":
                return False
        return linked

    def _from_innermost(self, span: Span) -> list[Span]:
        """A place after those that lie in it."""
        chain = [span]
        while chain[0] in self._inner:
            chain.insert(0, self._inner[chain[0]])
        return chain

    def _ranked(
        self, heads: Sequence[int], table: dict[int, list[tuple[Mention, Token]]]
    ) -> list[tuple[int, Mention, Token]]:
        grammar = self._grammar
        chain: dict[int, int] = {}
        for start in heads:
            cost = 0
            index = start
            for _ in range(_CLIMB):
                chain[index] = min(cost, chain.get(index, cost))
                token = grammar.token(index)
                step = _STEPS.get(token.dep)
                if step is None or token.head == index:
                    break
                cost += step
                index = token.head
        out = []
        for mention, head in table.get(grammar.token(heads[0]).sentence, ()) if heads else ():
            cost = 0
            index = head.index
            for _ in range(_CLIMB):
                if index in chain:
                    out.append((cost + 2 * chain[index], mention, head))
                    break
                token = grammar.token(index)
                if token.head == index:
                    break
                cost += 4 if token.dep in ("relcl", "acl", "advcl", "ccomp") else 2 if token.pos == "VERB" else 1
                index = token.head
        limit = 14
        return sorted((item for item in out if item[0] <= limit), key=lambda item: (item[0], item[1].span))


def without_borrowed_times(
    claims: Sequence[Claim], analysis: Analysis, settings: Settings = DEFAULTS
) -> tuple[Claim, ...]:
    """The claims, those without the day that the words give to violence which they speak of.

    "Arrested over the Aug. 3 bombing", "protests against the raid on Sunday": the bombing was on that day and the raid, and no
    arrest and no protest. What is done in an attack is of its day: "killed in Sunday's attack". Neither is a deed of the day of
    the story that tells it: "in a story on Aug. 10 about a shooting".
    """
    violence = {
        token.index for claim in claims if claim.type == _VIOLENCE for token in analysis.tokens_in(claim.trigger)
    }
    told = lexicon(settings).telling
    out = []
    for claim in claims:
        if claim.time is not None:
            own = {token.index for token in analysis.tokens_in(claim.trigger)}
            noun = _modified(claim.time, analysis)
            # What follows the deed in a claim of it is as often of the claim: "claimed the bombing on Wednesday".
            may_be_own = claim.type in _RESPONSIBILITY and noun is not None and analysis.tokens[noun].span < claim.time
            is_anothers = noun in violence and claim.type != _VIOLENCE and not may_be_own
            is_of_story = noun is not None and analysis.tokens[noun].lemma.lower() in told and claim.type in _DEEDS
            if noun not in own and (is_anothers or is_of_story):
                out.append(replace(claim, time=None))
                continue
        out.append(claim)
    return tuple(out)


def _modified(time: Span, analysis: Analysis) -> int | None:
    """The noun that the words of a time stand beside and belong to, or None."""
    tokens = analysis.tokens_in(time)
    inside = {token.index for token in tokens}
    head = next((token for token in tokens if token.head not in inside), None)
    if head is not None and head.dep == "pobj":
        lead = analysis.tokens[head.head]
        noun = analysis.tokens[lead.head]
        return noun.index if lead.dep == "prep" and noun.pos == "NOUN" and noun.index < head.index else None
    if head is None or head.dep not in _MODIFIERS | {"nummod"}:
        return None
    noun = analysis.tokens[head.head]
    for _ in range(_CLIMB):
        if noun.dep not in _MODIFIERS or noun.head <= noun.index:
            break
        noun = analysis.tokens[noun.head]
    return noun.index if noun.index > head.index else None
