"""From the words of a place to the places that they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention
from dateline.domain.span import Span
from dateline.gazetteer import Gazetteer, GazetteerPlace, key_from_name
from dateline.lang.streets import streets_of

#: More readings than this add nothing but time: they are in the order of population.
_MOST_CANDIDATES = 40

_GROUND = {
    "province": "province",
    "provinces": "province",
    "governorate": "province",
    "state": "province",
    "oblast": "province",
    "wilayat": "province",
    "region": "province",
    "county": "district",
    "district": "district",
    "districts": "district",
    "subdistrict": "district",
    "canton": "district",
    "cercle": "district",
    "prefecture": "district",
    "city": "settlement",
    "town": "settlement",
    "village": "settlement",
    "suburb": "settlement",
    "hamlet": "settlement",
    "capital": "settlement",
}
_DIVISION_WORDS = ("city", "town", "village", "province", "governorate", "district", "region", "state", "camp", "area")
_LINKS = frozenset((",", "in", "(", "of"))

#: Mentions that an adjective may head: "Syrian troops", "the Syrian border".
_BY_ADJECTIVE = ("demonym", "border")


@dataclass(slots=True)
class Name:
    """All mentions of one name in one sense of ground, and what they may mean."""

    key: str
    #: The kind of ground that the words tell, "province" of "Idlib province"; empty where they do not.
    ground: str
    mentions: list[Mention] = field(default_factory=list)
    heads: list[Span] = field(default_factory=list)
    candidates: tuple[GazetteerPlace, ...] = ()
    #: Indices of the names that stand behind this one as its country or division: "Gao, Mali".
    within: set[int] = field(default_factory=set)
    #: Countries that an adjective before it tells: "the Malian town of Gao".
    countries: set[str] = field(default_factory=set)
    #: True where "the" stands before it: "the Red Sea", "the Bronx".
    article: bool = False
    #: False where every mention is the name of a hospital, a school or a street, which tells nothing of where the others lie.
    is_of_ground: bool = True


def names_of(mentions: Sequence[Mention], analysis: Analysis, gazetteer: Gazetteer, language: str = "en") -> list[Name]:
    """The names of a document in order of first mention; adjectives and peoples are not among them."""
    names: dict[tuple[str, str], Name] = {}
    index_of: dict[tuple[str, str], int] = {}
    owner: list[tuple[Mention, int]] = []
    for mention in mentions:
        head = mention.head or mention.span
        written = analysis.document.quote(head)
        if mention.label in _BY_ADJECTIVE and gazetteer.country_by_adjective(written) is not None:
            owner.append((mention, -1))
            continue
        ground = _ground_of(head, analysis)
        key = (key_from_name(written), ground)
        name = names.get(key)
        if name is None:
            name = names[key] = Name(key[0], ground, candidates=_candidates(written, ground, gazetteer))
            index_of[key] = len(index_of)
        name.mentions.append(mention)
        name.heads.append(head)
        name.article = name.article or _has_article(head, analysis)
        owner.append((mention, index_of[key]))
    found = list(names.values())
    text, streets = analysis.document.text, streets_of(language)
    _note_qualifiers(owner, found, analysis, gazetteer)
    for name in found:
        if all(streets.is_street(text, head) or streets.ends_in_street(text, head) for head in name.heads):
            # A village that is called so, in another state, is not meant: "on Elm Street".
            name.is_of_ground, name.candidates = False, _told_by_division(name, found)
        elif all(streets.is_house(text, head) for head in name.heads):
            name.is_of_ground = False
    return found


def _told_by_division(name: Name, names: Sequence[Name]) -> tuple[GazetteerPlace, ...]:
    """The readings of a name in the division that stands behind it: "Elm Street, Ohio"."""
    divisions = {
        (place.country, place.admin1)
        for index in name.within
        for place in names[index].candidates
        if place.precision == "province"
    }
    return tuple(place for place in name.candidates if (place.country, place.admin1) in divisions)


def reading_of(written: str, gazetteer: Gazetteer) -> Name:
    """A name by itself, with the places that it may mean."""
    return Name(key_from_name(written), "", candidates=_candidates(written, "", gazetteer) if written.strip() else ())


def _candidates(written: str, ground: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    forms = [written]
    words = written.split()
    if len(words) > 1 and words[-1].lower() in _DIVISION_WORDS:
        forms.append(" ".join(words[:-1]))
    if ground == "settlement":
        forms.append(f"{written} City")
    if words[0].lower() in ("al", "the") and len(words) > 1:
        forms.append(" ".join(words[1:]))
    found: dict[tuple[str, str], GazetteerPlace] = {}
    for form in forms:
        for place in gazetteer.find(form)[:_MOST_CANDIDATES]:
            found.setdefault((place.scheme, place.id), place)
        if found:
            break
    return tuple(found.values())


def _has_article(head: Span, analysis: Analysis) -> bool:
    """Whether "the" stands before it, or before an adjective of it: "the broader Sahel"."""
    at = analysis.tokens_in(head)[0].index - 1
    while at > 0 and analysis.tokens[at].pos == "ADJ" and analysis.tokens[at].text.islower():
        at -= 1
    return at >= 0 and analysis.tokens[at].text.lower() == "the"


def _ground_of(head: Span, analysis: Analysis) -> str:
    inside = analysis.tokens_in(head)
    first, last = inside[0], inside[-1]
    ground = _GROUND.get(last.text.lower(), "") if len(inside) > 1 else ""
    if ground:
        return ground
    tokens = analysis.tokens
    after = tokens[last.index + 1] if last.index + 1 < len(tokens) else None
    if after is not None and after.sentence == last.sentence and after.text.lower() in _GROUND:
        return _GROUND[after.text.lower()]
    if (
        first.index >= 2
        and tokens[first.index - 1].text.lower() == "of"
        and tokens[first.index - 2].sentence == first.sentence
    ):
        return _GROUND.get(tokens[first.index - 2].text.lower(), "")
    return ""


def _is_list(name: Name, after: Name) -> bool:
    """Whether a country's name stands before what can hold no country: "Mexico, Canada and …", not "Lebanon, Ind."."""
    return any(place.precision == "country" for place in name.candidates) and not any(
        place.precision == "province" and place.matched != "alternative" for place in after.candidates[:1]
    )


def _note_qualifiers(
    owner: Sequence[tuple[Mention, int]], names: Sequence[Name], analysis: Analysis, gazetteer: Gazetteer
) -> None:
    tokens = analysis.tokens
    for (one, first), (other, second) in zip(owner, owner[1:], strict=False):
        left = analysis.tokens_in(one.span)[-1]
        right = analysis.tokens_in(other.span)[0]
        if left.sentence != right.sentence or right.index - left.index > 5:
            continue
        between = [token.text.lower() for token in tokens[left.index + 1 : right.index]]
        if first >= 0 and second >= 0 and first != second:
            if _is_list(names[first], names[second]):
                continue
            if between and between[-1] in ("in", ",", "(") and set(between) - _GROUND.keys() <= {",", "in", "(", "the"}:
                names[first].within.add(second)
            elif between in (["'s"], ["’s"]) or between[:1] in (["'s"], ["’s"]) and len(between) <= 3:
                names[second].within.add(first)
        elif first < 0 <= second and len(between) <= 4 and all(word not in (",", ".", "and") for word in between):
            iso = gazetteer.country_by_adjective(analysis.document.quote(one.head or one.span))
            if iso is not None and (not between or between[-1] in ("of", "city", "town", "capital", "village")):
                names[second].countries.add(iso)
