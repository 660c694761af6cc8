"""Reads subjects, objects and noun phrases off the parse (ClearNLP labels), with the reach of conjunction and control."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span

_INSIDE_PHRASE = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "quantmod", "case", "nmod", "predet", "advmod", "punct", "npadvmod"}
)
_WH = frozenset({"WDT", "WP", "WP$"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
#: How far a chain of conjunctions and control is followed.
_DEPTH = 6


@dataclass(frozen=True)
class Grammar:
    """Questions about one document's parse; every answer is an index of a token or None."""

    analysis: Analysis
    #: Verbs whose object acts in the clause under them: "urged rebels to leave", "accused it of shelling".
    object_control: frozenset[str] = frozenset()
    _chunk_of: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for first, last in self.analysis.chunks:
            for index in range(first, last):
                self._chunk_of[index] = (first, last)

    def token(self, index: int) -> Token:
        """The token of that index."""
        return self.analysis.tokens[index]

    def children(self, index: int, *labels: str) -> list[Token]:
        """The tokens that hang on one, of those labels (any label where none is given)."""
        tokens = self.analysis.tokens
        return [tokens[child] for child in self.analysis.children[index] if not labels or tokens[child].dep in labels]

    def child(self, index: int, *labels: str) -> Token | None:
        """The first token of those labels that hangs on one."""
        return next(iter(self.children(index, *labels)), None)

    def head(self, index: int) -> Token:
        """What a token hangs on; a root hangs on itself."""
        return self.analysis.tokens[self.analysis.tokens[index].head]

    def head_of(self, span: Span) -> Token | None:
        """The word of a span that the others hang on, or None where the span holds no word."""
        tokens = self.analysis.tokens_in(span)
        inside = {token.index for token in tokens}
        return next((token for token in tokens if token.head == token.index or token.head not in inside), None)

    # ------------------------------------------------------------------ verbs
    def is_passive(self, verb: int) -> bool:
        """Whether a verb form is passive, full ("was killed") or reduced ("rebels backed by")."""
        token = self.token(verb)
        if self.child(verb, "auxpass", "nsubjpass", "agent") is not None:
            return True
        if token.tag not in ("VBN", "VBD"):
            return False
        if token.dep in ("acl", "amod") or (token.dep == "advcl" and self._is_bare_participle(verb)):
            return self.child(verb, "dobj") is None
        if token.dep == "conj" and self.child(verb, "nsubj", "aux", "dobj") is None:
            head = self.head(verb)
            return head.pos in ("VERB", "AUX") and head.index != verb and self.is_passive(head.index)
        return False

    def _is_bare_participle(self, verb: int) -> bool:
        return self.token(verb).tag == "VBN" and self.child(verb, "aux", "nsubj", "mark") is None

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """The grammatical subject: its own, or the one it shares, controls or modifies."""
        own = self.child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return self._antecedent(own, verb)
        if self.child(verb, "expl") is not None:
            there_is = self.child(verb, "attr")
            return None if there_is is None else there_is.index
        token = self.token(verb)
        head = self.head(verb)
        if head.index == verb:
            return self._adjacent(verb)
        if depth > _DEPTH:
            return None
        if token.dep in ("conj", "dep", "appos") and head.pos in ("VERB", "AUX"):
            return self.subject(head.index, depth + 1)
        if token.dep in ("acl", "amod") and token.tag in ("VBG", "VBN", "VBD"):
            return head.index
        if token.dep in ("xcomp", "advcl", "ccomp", "oprd") and head.pos in ("VERB", "AUX", "ADJ"):
            if token.dep == "ccomp" and self.child(verb, "mark") is not None:
                return None
            left_so = token.tag == "VBN" and head.lemma in ("leave", "find", "keep")
            if (token.dep != "advcl" or left_so) and head.lemma in self.object_control:
                controlled = self.child(head.index, "dobj", "dative", "nsubjpass") or self._prepositional(head.index)
                if controlled is not None:
                    return self._antecedent(controlled, head.index)
            if head.pos == "AUX" and self.child(head.index, "acomp") is not None:
                expletive = self.child(head.index, "nsubj")
                if expletive is not None and expletive.text.lower() == "it":
                    return None
            return self.subject(head.index, depth + 1)
        if token.dep == "pcomp":
            return self._subject_of_gerund(head.index, depth)
        if token.dep in ("acl", "relcl") and token.tag == "VB":
            owner = self.child(head.index, "poss")
            if owner is not None:
                return owner.index
            governor = self.head(head.index)
            if head.dep in ("dobj", "nsubj", "attr", "pobj") and governor.pos in ("VERB", "AUX"):
                return self.subject(governor.index, depth + 1)
        return None

    def _adjacent(self, verb: int) -> int | None:
        """The noun right before a finite verb whose subject the parser gave to another clause."""
        before = self.analysis.tokens[verb - 1] if verb else None
        if before is None or before.sentence != self.token(verb).sentence or self.token(verb).tag not in _FINITE:
            return None
        return before.index if before.pos in ("NOUN", "PROPN") and before.dep in ("conj", "pobj", "appos") else None

    def _prepositional(self, verb: int) -> Token | None:
        """The noun of "call on X to", "appeal to X to"."""
        for preposition in self.children(verb, "prep"):
            if preposition.lemma in ("on", "upon", "to", "for"):
                return self.child(preposition.index, "pobj")
        return None

    def _subject_of_gerund(self, preposition: int, depth: int) -> int | None:
        governor = self.head(preposition)
        if governor.pos not in ("VERB", "AUX"):
            return self._accused(governor)
        if governor.lemma in self.object_control:
            controlled = self.child(governor.index, "dobj", "nsubjpass")
            if controlled is not None:
                return self._antecedent(controlled, governor.index)
            if governor.dep == "acl":
                return self.head(governor.index).index
        return self.subject(governor.index, depth + 1)

    def _accused(self, noun: Token) -> int | None:
        """Who is accused where the parser hangs "of using gas" on the noun: "accused the army and its allies of using gas"."""
        for _ in range(_DEPTH):
            if noun.dep != "conj":
                break
            noun = self.head(noun.index)
        verb = self.head(noun.index)
        controls = noun.dep in ("dobj", "nsubjpass") and verb.lemma in self.object_control
        return noun.index if controls and noun.pos in ("NOUN", "PROPN", "PRON") else None

    def _antecedent(self, token: Token, verb: int) -> int:
        """The noun that a relative pronoun stands for, or the token itself."""
        if token.tag in _WH:
            clause = verb
            for _ in range(_DEPTH):
                current = self.token(clause)
                if current.dep == "relcl":
                    return current.head
                if current.head == clause:
                    break
                clause = current.head
        return token.index

    def deep_subject(self, verb: int) -> int | None:
        """Who acts: the subject of an active verb, the agent of a passive one."""
        if not self.is_passive(verb):
            return self.subject(verb)
        return self.agent(verb)

    def agent(self, verb: int) -> int | None:
        """The noun after "by" of a passive verb."""
        for by in self.children(verb, "agent", "prep"):
            if by.lemma == "by":
                noun = self.child(by.index, "pobj")
                if noun is not None:
                    return noun.index
        for conjunct in self.children(verb, "conj"):
            joined = all(word.text.lower() == "and" for word in self.children(verb, "cc"))
            if not joined:
                break
            if conjunct.pos == "VERB" and self.child(conjunct.index, "nsubj", "nsubjpass", "aux", "auxpass") is None:
                found = self.agent(conjunct.index)
                if found is not None:
                    return found
        return None

    def deep_object(self, verb: int) -> int | None:
        """Who is acted on: the object of an active verb, the subject of a passive one."""
        if self.is_passive(verb):
            return self.subject(verb)
        own = self.child(verb, "dobj")
        if own is not None:
            return self._antecedent(own, verb)
        for conjunct in self.children(verb, "conj"):
            if conjunct.pos == "VERB" and self.child(conjunct.index, "nsubj", "nsubjpass") is None:
                found = self.child(conjunct.index, "dobj")
                if found is not None and conjunct.index - verb <= 3:
                    return found.index
        token = self.token(verb)
        if token.tag == "VBG":
            for clause in self.children(verb, "ccomp"):
                found = self.child(clause.index, "nsubj")
                if found is not None and clause.tag in ("VBP", "JJ") and self.child(clause.index, "mark") is None:
                    return found.index
        if token.dep == "relcl" and self.child(verb, "nsubj") is not None:
            subject = self.child(verb, "nsubj")
            if subject is not None and subject.tag not in _WH:
                return token.head
        return None

    def objects_after(self, index: int, preposition: str) -> list[Token]:
        """The nouns after a preposition that hangs on a word, or on a preposition of it ("from within")."""
        found = []
        for child in self.children(index, "prep", "agent", "dative"):
            if child.lemma.lower() == preposition:
                found += self.children(child.index, "pobj")
        return found

    # ------------------------------------------------------------------ nouns
    def conjuncts(self, noun: int) -> list[int]:
        """A noun and those joined to it by "and", "or" or a comma."""
        out, queue = [noun], [noun]
        while queue:
            last = queue.pop()
            for token in (*self.children(last, "conj"), *self._listed_as_apposition(last)):
                if token.pos in ("NOUN", "PROPN", "PRON", "NUM") and len(out) < 8:
                    out.append(token.index)
                    queue.append(token.index)
        return out

    def _listed_as_apposition(self, noun: int) -> list[Token]:
        """The next of a list that the parser took for an apposition: "his wife, two children and his mother"."""
        tag = self.token(noun).tag
        return [
            token
            for token in self.children(noun, "appos")
            if self.child(token.index, "conj") is not None
            and (
                (tag in ("NN", "NNP") and token.tag == "NNS" and self.child(token.index, "nummod") is not None)
                # "Ost, the Emir of Gao and Kidal" is one.
                or (tag == token.tag == "NNP" and self.child(token.index, "det", "prep") is None)
            )
        ]

    def phrase(self, noun: int) -> Span:
        """The noun phrase as written, with what "of" adds and without relative clauses, appositions and conjuncts."""
        first, last = self.phrase_bounds(noun)
        return self.analysis.span_of(first, last)

    def phrase_bounds(self, noun: int) -> tuple[int, int]:
        """The same as token indices, half-open."""
        first, last = self._chunk_of.get(noun, (noun, noun + 1))
        if not first <= noun < last:
            first, last = noun, noun + 1
        elif last - 1 > noun + 3:
            last = noun + 1
        if first == noun and last == noun + 1:
            left = [token.index for token in self.children(noun) if token.index < noun and token.dep in _INSIDE_PHRASE]
            while left and self.token(min(left)).dep == "punct":
                left.remove(min(left))
            if left:
                first = min(min(self.analysis.subtree(min(left))), min(left))
        for preposition in self.children(noun, "prep"):
            if preposition.lemma == "of" and last - 1 <= preposition.index <= last:
                inner = self.child(preposition.index, "pobj")
                if inner is not None and inner.index > preposition.index:
                    last = max(last, self.phrase_bounds(inner.index)[1])
                    break
        while first < noun and self.token(first).text in (
            '"',
            "'",
            "“",
            "”",
            "``",
            "''",
            ",",
            "(",
            "-",
            "--",
            "–",
            "—",
        ):
            first += 1
        return first, max(last, noun + 1)
