"""Makes speakers of noun phrases: their kind, office and chain, with the channel and the time of the telling."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, Token
from dateline.domain.attribution import Speaker, SpeakerKind
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import agent_of, child_of, is_passive, noun_phrase, subject_of
from dateline.extract.local.telling import Telling
from dateline.extract.local.telling_contents import ContentReader

#: Where a time may begin, in code points after the end of the words of telling.
_EARLIEST_TIME, _LATEST_TIME = -40, 60
#: So many times as long as the words for the source may a description be that counts as part of them; longer ones tell
#: a story of their own, and nobody would look for the speaker there.
_LONGEST_DESCRIPTION = 2
#: Code points between the words of a bracket and the mark that closes it.
_NEAR_BRACKET = 12
_OPENING = '"“”„«'
_PART_OF_NAME = frozenset({"compound", "amod", "nmod", "nn"})
_MARKS = frozenset({'"', "“", "”", "``", "''", ";", ":"})


def speaker_from_head(
    analysis: Analysis, head: int, words: CueWords, without: Sequence[int] = (), content: Sequence[Span] = ()
) -> Speaker:
    """The speaker whose noun phrase has that head; ``without`` are words that tell, ``content`` what is told."""
    span = _inside_marks(analysis, noun_phrase(analysis, head, without=without))
    tokens = analysis.tokens
    token = tokens[head]
    described = span
    if token.dep == "poss":
        span = described = _without_genitive(analysis, span)
    elif token.pos in {"PROPN", "NOUN", "NUM"}:
        described = _described(analysis, head, span, without, content)
    beside = any(tokens[child].dep == "appos" and tokens[child].pos == "PROPN" for child in analysis.children[head])
    body = token.text.lower() in words.bodies or token.lemma.lower() in words.bodies
    named = token.pos == "PROPN" or beside or body
    pronoun = token.pos == "PRON"
    return Speaker(
        span=described,
        name=span if span != described else None,
        anonymous=None if pronoun else not named,
        role=_role(analysis, head, span, words),
        kind=_kind(analysis, head, words),
    )


def _inside_marks(analysis: Analysis, span: Span) -> Span:
    """A noun phrase without the mark of a quotation that ends before it or begins after it."""
    words = analysis.document.quote(span)
    start, end = span.start, span.end
    while words and words[0] in _OPENING and not any(mark in words[1:] for mark in _OPENING):
        trimmed = words[1:].lstrip()
        start, words = start + len(words) - len(trimmed), trimmed
    while words and (words[-1] == "(" or words[-1].isspace()):
        end, words = end - 1, words[:-1]
    return Span(start, end) if end > start else span


def _described(analysis: Analysis, head: int, span: Span, without: Sequence[int], content: Sequence[Span]) -> Span:
    """The noun phrase with what follows to describe it: "Ada Lund, 31, a baker who fled,"; no word of what is told.

    The comma that closes the description belongs to it, as one bracket belongs to the other.
    """
    tokens = analysis.tokens
    telling = {below for cue in without if cue != head for below in _own_words(analysis, cue, head)}
    under = set(analysis.subtree(head)) - telling
    inside = analysis.tokens_in(span)
    first = last = inside[-1].index + 1
    while (
        last in under
        and tokens[last].text not in _MARKS
        and tokens[last].sentence == tokens[head].sentence
        and not any(piece.touches(tokens[last].span) for piece in content)
    ):
        last += 1
    while last > first and (tokens[last - 1].pos == "PUNCT" or tokens[last - 1].dep == "cc"):
        last -= 1
    if last == first or _weight(tokens[first:last]) > _LONGEST_DESCRIPTION * _weight(inside):
        return _bracketed(analysis, span)
    set_off = tokens[first].text == ","
    if set_off and last < len(tokens) and tokens[last].text == "," and last + 1 in {*without, *_beside(without)}:
        last += 1
    return _bracketed(analysis, Span(span.start, tokens[last - 1].span.end))


def _weight(words: Sequence[Token]) -> int:
    """How many words there are that say something: no articles, no "of", no marks."""
    return sum(word.pos not in {"PUNCT", "DET"} and word.text != "of" and word.tag != "POS" for word in words)


def _beside(indices: Sequence[int]) -> set[int]:
    """The places of words that may open a cue: its verb's own, and the adverb's or auxiliary's up to two before it."""
    return {index - back for index in indices for back in (0, 1, 2)}


def _own_words(analysis: Analysis, cue: int, head: int) -> set[int]:
    """A telling verb with what hangs on it, where it hangs on its own source: "officials who said …"."""
    below = set(analysis.subtree(cue))
    return set() if head in below else below


def _bracketed(analysis: Analysis, span: Span) -> Span:
    """With the bracket that closes the one inside, where it stands near: "(D-Ore.)"."""
    text = analysis.document.text
    words = text[span.start : span.end]
    if words.count("(") <= words.count(")"):
        return span
    close = text.find(")", span.end, span.end + _NEAR_BRACKET)
    return span if close < 0 or "\n" in text[span.end : close] else Span(span.start, close + 1)


def _without_genitive(analysis: Analysis, span: Span) -> Span:
    inside = analysis.tokens_in(span)
    return Span(span.start, inside[-2].span.end) if len(inside) > 1 and inside[-1].tag == "POS" else span


def _kind(analysis: Analysis, head: int, words: CueWords) -> SpeakerKind | None:
    """By the head word, then by the words before it: "police" of "police chief", "spokesman" of a name's title."""
    tokens = analysis.tokens
    before = [below for below in analysis.subtree(head) if below < head and tokens[below].dep in _PART_OF_NAME]
    order = [tokens[head], *(tokens[below] for below in reversed(before))]
    order += [tokens[child] for child in analysis.children[head] if tokens[child].dep == "appos"]
    for token in order:
        kind = words.speaker_kinds.get(token.text.lower().rstrip(".")) or words.speaker_kinds.get(token.lemma.lower())
        if kind is not None:
            return kind
    return None


def _role(analysis: Analysis, head: int, span: Span, words: CueWords) -> str | None:
    """The office as written: before a name, after it in commas, or the noun phrase itself where nobody is named."""
    tokens = analysis.tokens
    inside = list(analysis.tokens_in(span))
    if tokens[head].pos == "PROPN":
        title = [n for n, token in enumerate(inside) if token.index <= head and _is_title(token.text, words)]
        if title and title[-1] + 1 < len(inside):
            first = 1 if inside[0].dep == "det" or inside[0].tag == "PRP$" else 0
            if first <= title[-1]:
                return analysis.document.quote(Span(inside[first].span.start, inside[title[-1]].span.end))
        beside = next(
            (c for c in analysis.children[head] if tokens[c].dep == "appos" and tokens[c].pos == "NOUN"), None
        )
        if beside is not None:
            return _bare(analysis, noun_phrase(analysis, beside))
        return None
    if tokens[head].pos == "NOUN" and (
        words.speaker_kinds.get(tokens[head].text.lower())
        in {
            SpeakerKind.OFFICIAL,
            SpeakerKind.MILITARY,
            SpeakerKind.POLICE,
            SpeakerKind.MEDICAL,
            SpeakerKind.ANALYST,
            SpeakerKind.ACTIVIST,
        }
    ):
        comma = next((part for part in inside if part.text == "," and part.index > head), None)
        return _bare(analysis, span if comma is None else Span(span.start, analysis.tokens[comma.index - 1].span.end))
    return None


def _is_title(word: str, words: CueWords) -> bool:
    lowered = word.lower()
    return lowered in words.titles or lowered.rstrip(".") in words.titles or lowered + "." in words.titles


def _bare(analysis: Analysis, span: Span) -> str:
    """Without article, number and "unnamed"."""
    inside = list(analysis.tokens_in(span))
    while len(inside) > 1 and (
        inside[0].dep in {"det", "poss", "nummod"}
        and inside[0].pos in {"DET", "PRON", "NUM"}
        or inside[0].text.lower() in {"unnamed", "anonymous", "unidentified", "several", "some"}
    ):
        inside = inside[1:]
    return analysis.document.quote(Span(inside[0].span.start, span.end))


def chain_of(analysis: Analysis, telling: Telling, words: CueWords) -> tuple[tuple[Speaker, ...], tuple[Speaker, ...]]:
    """The sources and the chain through which their words came, the nearest teller first."""
    if telling.source is None:
        return (), ()
    source, passers = _name_after_bracket(analysis, telling.source), []
    tokens = analysis.tokens
    for told in (telling.head, *_speaking_clauses(analysis, source)):
        passers += [head for head in _listeners(analysis, told) if _is_outlet(analysis, head, words)]
    quoting = _quoting_verb(analysis, telling, words)
    if quoting is not None:
        passers.append(quoting)
    citing = _cited(analysis, telling)
    if citing is not None:
        source, passers = citing, [telling.source, *passers]
    carried = [
        child_of(analysis, lead, "pobj") for lead in analysis.children[telling.head] if tokens[lead].dep == "prep"
    ]
    for noun in (source, *(noun for noun in carried if noun is not None)):
        for child in (*analysis.children[noun], *_taken_for_main(analysis, telling, noun)):
            if tokens[child].tag == "VBN" and lemma_of(tokens[child].lemma) in words.passed_on:
                by = agent_of(analysis, child)
                passers += [by] if by is not None else _printed_in(analysis, child, words)
            elif tokens[child].tag == "VBN" and lemma_of(tokens[child].lemma) in words.seen:
                by = agent_of(analysis, child)
                has = by is not None and _is_outlet(analysis, by, words)
                passers += [by] if has and by is not None else _printed_in(analysis, child, words)
    speaker = speaker_from_head(analysis, source, words, (telling.head,), telling.content)
    if telling.named is not None and source == telling.source:
        role = speaker.role and analysis.document.quote(telling.named)
        speaker = replace(speaker, span=telling.named, name=None, role=role)
    sources = (speaker,)
    return sources, tuple(
        speaker_from_head(analysis, head, words, (telling.head,), telling.content)
        for head in dict.fromkeys(passers)
        if head != source
    )


def _name_after_bracket(analysis: Analysis, source: int) -> int:
    """ "The Command (VC) chief General Ada Lund.": the parse ends the phrase at the bracket, and the name is behind it."""
    tokens = analysis.tokens
    last = max(analysis.subtree(source))
    if tokens[last].text != ")" or last + 1 >= len(tokens):
        return source
    # The parse may even begin a sentence there.
    stop = analysis.sentences[tokens[last + 1].sentence].last
    behind = [token for token in tokens[last + 1 : stop] if token.text != "."]
    names = bool(behind) and behind[-1].pos == "PROPN" and all(token.pos in {"PROPN", "NOUN"} for token in behind)
    return behind[-1].index if names else source


def _speaking_clauses(analysis: Analysis, source: int) -> list[int]:
    """Verbs of clauses about the source: "officials who spoke to …", "residents reached by …"."""
    return [
        child
        for child in analysis.children[source]
        if analysis.tokens[child].dep in {"relcl", "acl"}
        and lemma_of(analysis.tokens[child].lemma) in {"speak", "talk", "tell"}
    ]


def _listeners(analysis: Analysis, verb: int) -> list[int]:
    """Whom it was told: the objects and the nouns after "to" and "with"."""
    found = []
    for child in analysis.children[verb]:
        token = analysis.tokens[child]
        if token.dep in {"dobj", "dative"} and token.pos in {"PROPN", "NOUN"}:
            found.append(child)
        elif token.dep in {"prep", "dative"} and token.text.lower() in {"to", "with"}:
            object_ = child_of(analysis, child, "pobj")
            if object_ is not None:
                found.append(object_)
    return found


def _taken_for_main(analysis: Analysis, telling: Telling, source: int) -> list[int]:
    """The participle after a source that the parse takes for the main verb: "experts cited in … have called for"."""
    head = analysis.tokens[telling.head]
    above = analysis.tokens[head.head]
    bare = child_of(analysis, above.index, "aux", "auxpass", "dobj", "ccomp") is None
    joined = head.dep == "conj" and above.tag == "VBN" and above.index < head.index and bare
    return [above.index] if joined and child_of(analysis, above.index, "nsubj", "nsubjpass") == source else []


def _printed_in(analysis: Analysis, verb: int, words: CueWords) -> list[int]:
    """The outlets in or on which somebody is cited: "experts cited in local media"."""
    tokens = analysis.tokens
    leads = [lead for lead in analysis.children[verb] if tokens[lead].text.lower() in {"in", "on"}]
    nouns = [child_of(analysis, lead, "pobj") for lead in leads]
    return [noun for noun in nouns if noun is not None and _is_outlet(analysis, noun, words)]


def _is_outlet(analysis: Analysis, head: int, words: CueWords) -> bool:
    token = analysis.tokens[head]
    own = {token.text.lower(), token.lemma.lower()}
    if own & words.not_outlets:
        return False
    inside = {analysis.tokens[child].text.lower() for child in analysis.children[head]} | own
    return bool(inside & words.outlets or inside & words.outlet_words)


def _quoting_verb(analysis: Analysis, telling: Telling, words: CueWords) -> int | None:
    """The outlet of "X was quoted by Y as saying …"."""
    tokens = analysis.tokens
    above = tokens[telling.head].head
    for _ in range(2):
        if lemma_of(tokens[above].lemma) in words.passed_on:
            if is_passive(analysis, above):
                return agent_of(analysis, above)
            if tokens[above].lemma in {"quote", "cite"}:
                return subject_of(analysis, above)
        above = tokens[above].head
    return None


def _cited(analysis: Analysis, telling: Telling) -> int | None:
    """The source of "the agency reported, citing X"."""
    tokens = analysis.tokens
    below = list(analysis.children[telling.head])
    below += [] if telling.source is None else analysis.children[telling.source]
    for child in below:
        token = tokens[child]
        cites = token.tag == "VBG" and token.lemma in {"cite", "quote"}
        hangs = token.dep in {"advcl", "xcomp", "prep"} and subject_of(analysis, child) == telling.source
        if cites and (hangs or (token.dep == "acl" and token.head == telling.source)):
            return child_of(analysis, child, "dobj")
    return None


def channel_of(analysis: Analysis, telling: Telling, contents: ContentReader) -> Span | None:
    """Through what it was said, without the preposition: "a statement", "state television"."""
    tokens = analysis.tokens
    under, queue = [], [telling.head]
    while queue:
        index = queue.pop()
        for child in analysis.children[index]:
            speaking = tokens[child].dep == "advcl" and lemma_of(tokens[child].lemma) in {
                "speak",
                "talk",
                "write",
                "appear",
            }
            direct = tokens[child].dep == "prep" and index == telling.head
            if speaking or direct or (tokens[child].dep in {"prep", "dobj", "pobj"} and child > telling.head):
                under.append(child)
                queue.append(child)
    for lead in sorted(contents.channels(under)):
        object_ = child_of(analysis, lead, "pobj")
        if object_ is None:
            continue
        loose = [
            child
            for child in analysis.children[object_]
            if tokens[child].dep == "prep" and child > object_ and tokens[child].text.lower() != "of"
        ]
        span = noun_phrase(analysis, object_, without=[*loose, *_after(analysis, object_)])
        if not any(piece.touches(span) for piece in telling.content):
            return _with_another(analysis, span, contents.words)
    return None


def _with_another(analysis: Analysis, span: Span, words: CueWords) -> Span:
    """With the channel that "and" joins to it, wherever the parse hangs that: "a tweet and an audio recording"."""
    last = analysis.tokens_in(span)[-1].index
    behind = analysis.tokens[last + 1 : last + 6]
    if not behind or behind[0].text.lower() != "and":
        return span
    for token in behind[1:]:
        if {token.text.lower(), token.lemma.lower()} & words.channels and token.pos in {"NOUN", "PROPN", "VERB"}:
            return Span(span.start, token.span.end)
        if token.pos not in {"DET", "ADJ", "NOUN", "PROPN", "PRON"}:
            break
    return span


def _after(analysis: Analysis, noun: int) -> list[int]:
    """What hangs on a noun from behind and says when, not what: "remarks earlier in November"."""
    behind = [child for child in analysis.children[noun] if child > noun]
    return [child for child in behind if analysis.tokens[child].dep in {"advmod", "npadvmod", "acl", "advcl", "relcl"}]


def _start(span: Span) -> int:
    return span.start


def time_of(analysis: Analysis, telling: Telling, times: Sequence[Span]) -> Span | None:
    """The time expression that hangs on the cue, outside of what is told; ``times`` are all there are, in order."""
    first = bisect_left(times, telling.cue.end + _EARLIEST_TIME, key=_start)
    last = bisect_right(times, telling.cue.end + _LATEST_TIME, key=_start)
    near = [
        span
        for span in times[first:last]
        if not any(piece.touches(span) for piece in telling.content)
        and any(_hangs_on(analysis, token.index, telling.head) for token in analysis.tokens_in(span))
    ]
    return min(near, key=lambda span: abs(span.start - telling.cue.end)) if near else None


def _hangs_on(analysis: Analysis, index: int, head: int) -> bool:
    """Whether a word hangs on the verb by nothing but nouns and prepositions."""
    tokens = analysis.tokens
    for _ in range(4):
        above = tokens[index].head
        if above == head:
            return tokens[index].dep in {"npadvmod", "prep", "advmod", "dobj", "nmod", "pobj"}
        if tokens[above].pos in {"VERB", "AUX"} or above == index:
            return False
        index = above
    return False
