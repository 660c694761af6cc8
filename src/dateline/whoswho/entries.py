"""From parsed TOML tables to checked entries; what is wrong goes to a list of faults, with file and entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.domain.actor import ActorKind, Identity
from dateline.domain.attribution import SpeakerKind
from dateline.domain.relation import RelationType
from dateline.whoswho.directory import Organ
from dateline.whoswho.known import DATE, MEDIA, SECTORS, ActorNoun, KnownActor, KnownRelation, Office

_FILE_KEYS = frozenset(
    ("source", "defaults", "actors", "remove", "countries", "organs", "nouns", "ambiguous", "common_words", "titles")
) | {"spellings", "collectives"}
_ACTOR_KEYS = frozenset(
    ("key", "name", "aliases", "cased", "metonyms", "kind", "sector", "countries", "wikidata", "offices", "relations")
) | {"medium", "domains"}
_DEFAULT_KEYS = frozenset(("kind", "sector", "countries", "medium"))
_COUNTRY_KEYS = frozenset(("iso", "name", "aliases", "demonyms", "metonyms", "wikidata", "also_names"))
_NOUN_KEYS = frozenset(("kind", "sector", "speaks_as", "regular", "irregular", "mass", "person"))
_KINDS = frozenset(ActorKind)
_SPEAKERS = frozenset(SpeakerKind)
_RELATIONS = frozenset(RelationType)
_NOT_IN_KEYS = re.compile(r"[^a-z0-9/]+")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_SHORT_ACRONYM = re.compile(r"[A-Z0-9]{2,5}")

Table = Mapping[str, Any]


@dataclass(slots=True)
class Draft:
    """What has been read so far, by key; an overlay is read over it."""

    actors: dict[str, KnownActor] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    nouns: dict[str, ActorNoun] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    common_words: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    collectives: set[str] = field(default_factory=set)
    spellings: dict[str, str] = field(default_factory=dict)


def relation_from_row(key: str, row: Table, source: str, where: str, faults: list[str]) -> KnownRelation | None:
    """The relation of the actor ``key`` that a row of its entry tells, or None and a fault."""
    kind, target = row.get("type"), row.get("object")
    if not isinstance(kind, str) or kind not in _RELATIONS:
        faults.append(f"{where}: relation type {kind!r} is none of {', '.join(sorted(_RELATIONS))}")
        return None
    if not isinstance(target, str) or not target:
        faults.append(f"{where}: a {kind} relation without an object")
        return None
    _check_keys(row, frozenset(("type", "object", "from", "to", "source")), where, faults)
    since, until = _dates(row, where, faults)
    return KnownRelation(RelationType(kind), key, slug(target), since, until, str(row.get("source", source)))


def slug(name: str) -> str:
    """The key of a name: lower case, ASCII, hyphens between words; a key is its own slug."""
    plain = name.replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("ı", "i")).encode("ascii", "ignore").decode()
    return _NOT_IN_KEYS.sub("-", plain.lower()).strip("-")


def draft_from_files(files: Mapping[str, Table], draft: Draft, faults: list[str]) -> Draft:
    """Add the files' entries to the draft; countries first, because other entries refer to them."""
    fresh: set[str] = set()
    for name, table in files.items():
        _check_keys(table, _FILE_KEYS, name, faults)
        if not isinstance(table.get("source"), str):
            faults.append(f"{name}: no source; say where its facts are from")
        for row in _rows(table, "countries", name, faults):
            _take_country(row, name, str(table.get("source", "")), draft, faults)
    for name, table in files.items():
        for key in _strings(table, "remove", name, faults):
            if draft.actors.pop(key, None) is None:
                faults.append(f"{name}: remove {key!r}, which no file lists")
        defaults = table.get("defaults", {})
        _check_keys(defaults, _DEFAULT_KEYS, f"{name}: defaults", faults)
        for row in _rows(table, "actors", name, faults):
            _take_actor({**defaults, **row}, name, str(table.get("source", "")), draft, (fresh, faults))
        _take_words(table, name, draft, faults)
    return draft


def _take_actor(row: Table, file: str, source: str, draft: Draft, into: tuple[set[str], list[str]]) -> None:
    fresh, faults = into
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        faults.append(f"{file}: an actor without a name: {dict(row)!r}")
        return
    key = row.get("key", slug(name))
    where = f"{file}: {name}"
    _check_keys(row, _ACTOR_KEYS, where, faults)
    if not isinstance(key, str) or not key:
        faults.append(f"{where}: key {key!r} is no text")
        return
    if key in fresh:
        faults.append(f"{where}: the key {key!r} is taken by another entry")
        return
    fresh.add(key)
    aliases = tuple(alias for alias in _strings(row, "aliases", where, faults) if alias != name)
    metonyms = _strings(row, "metonyms", where, faults)
    names = (name, *aliases, *metonyms)
    cased = _strings(row, "cased", where, faults)
    faults.extend(f"{where}: cased {form!r} is none of its names" for form in cased if form not in names)
    countries = _strings(row, "countries", where, faults)
    faults.extend(
        f"{where}: no country {code!r} in countries.toml" for code in countries if code not in draft.countries
    )
    home = {"country": countries[0]} if countries else {}
    draft.actors[key] = KnownActor(
        key=key,
        name=name,
        kind=ActorKind(_one_of(row, "kind", _KINDS, where, faults) or ActorKind.ORGANISATION),
        sector=_one_of(row, "sector", SECTORS, where, faults, required=False),
        countries=countries,
        identity=_identity(row, where, faults),
        aliases=aliases,
        cased=tuple(form for form in names if form in cased or _SHORT_ACRONYM.fullmatch(form.replace(".", ""))),
        metonyms=metonyms,
        offices=tuple(
            _office({**home, **office}, where, draft, faults) for office in _rows(row, "offices", where, faults)
        ),
        relations=tuple(
            tie
            for tie_row in _rows(row, "relations", where, faults)
            if (tie := relation_from_row(key, tie_row, source, where, faults)) is not None
        ),
        medium=_one_of(row, "medium", MEDIA, where, faults, required=False),
        domains=_strings(row, "domains", where, faults),
        source=source,
    )


def _take_country(row: Table, file: str, source: str, draft: Draft, faults: list[str]) -> None:
    iso, name = row.get("iso"), row.get("name")
    where = f"{file}: {name}"
    _check_keys(row, _COUNTRY_KEYS, where, faults)
    if not isinstance(name, str) or not isinstance(iso, str) or not re.fullmatch("[A-Z]{3}", iso):
        faults.append(f"{where}: a country needs a name and a three-letter iso, not {iso!r}")
        return
    if iso in draft.countries and file.startswith("overlay/") is False:
        faults.append(f"{where}: the code {iso} is taken by {draft.countries[iso]}")
    draft.countries[iso] = name
    places = (name, *_strings(row, "aliases", where, faults))
    for form in (*_strings(row, "demonyms", where, faults), *places, *_strings(row, "also_names", where, faults)):
        draft.demonyms[form] = iso
    capitals = _strings(row, "metonyms", where, faults)
    short = tuple(form for form in places if _SHORT_ACRONYM.fullmatch(form.replace(".", "").replace(" ", "")))
    key = f"{iso.lower()}/government"
    draft.actors[key] = KnownActor(
        key=key,
        name=f"Government of {name}",
        kind=ActorKind.GOVERNMENT,
        sector="GOV",
        countries=(iso,),
        identity=_identity(row, where, faults),
        metonyms=(*places, *capitals),
        cased=short,
        source=source,
    )


def _take_words(table: Table, file: str, draft: Draft, faults: list[str]) -> None:
    for row in _rows(table, "organs", file, faults):
        key, name = row.get("key"), row.get("name")
        where = f"{file}: {key}"
        _check_keys(row, frozenset(("key", "name", "kind", "sector", "forms")), where, faults)
        if not isinstance(key, str) or not isinstance(name, str) or "{country}" not in name:
            faults.append(f"{where}: an organ needs a key and a name with {{country}}")
            continue
        kind = ActorKind(_one_of(row, "kind", _KINDS, where, faults) or ActorKind.GOVERNMENT)
        sector = _one_of(row, "sector", SECTORS, where, faults) or "GOV"
        organ = Organ(key, name, kind, sector)
        draft.organs.update(dict.fromkeys(_strings(row, "forms", where, faults), organ))
    for row in _rows(table, "nouns", file, faults):
        _take_nouns(row, file, draft, faults)
    draft.ambiguous.update(_strings(table, "ambiguous", file, faults))
    draft.common_words.update(_strings(table, "common_words", file, faults))
    draft.titles.update(_strings(table, "titles", file, faults))
    draft.collectives.update(_strings(table, "collectives", file, faults))
    spellings = table.get("spellings", {})
    for form in spellings:
        for variant in _strings(spellings, form, f"{file}: spellings", faults):
            draft.spellings[variant] = form


def _take_nouns(row: Table, file: str, draft: Draft, faults: list[str]) -> None:
    where = f"{file}: nouns {row.get('kind')}/{row.get('sector')}"
    _check_keys(row, _NOUN_KEYS, where, faults)
    kind = _one_of(row, "kind", _KINDS, where, faults)
    sector = _one_of(row, "sector", SECTORS, where, faults, required=False)
    speaks_as = _one_of(row, "speaks_as", _SPEAKERS, where, faults)
    person = row.get("person", False)
    if not isinstance(person, bool):
        faults.append(f"{where}: person = {person!r} is not true or false")
        return
    if kind is None or speaks_as is None:
        return

    def add(lemma: str, form: str, plural: bool | None) -> None:
        known = draft.nouns.get(form)
        if known is not None and not file.startswith("overlay/"):
            faults.append(f"{where}: {form!r} is listed twice ({known.kind}/{known.sector})")
        draft.nouns[form] = ActorNoun(
            lemma, form, ActorKind(kind), sector, plural, SpeakerKind(speaks_as), person=person
        )

    for lemma in _strings(row, "regular", where, faults):
        add(lemma, lemma, False)
        add(lemma, regular_plural(lemma), True)
    irregular = row.get("irregular", {})
    for lemma, plural in irregular.items():
        add(lemma, lemma, False)
        add(lemma, str(plural), True)
    for word in _strings(row, "mass", where, faults):
        add(word, word, None)


def regular_plural(noun: str) -> str:
    """The regular English plural of the noun's last word."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _office(row: Table, where: str, draft: Draft, faults: list[str]) -> Office:
    _check_keys(row, frozenset(("title", "country", "body", "from", "to")), where, faults)
    since, until = _dates(row, where, faults)
    body = row.get("body")
    country = None if body is not None else row.get("country")
    if country is not None and country not in draft.countries:
        faults.append(f"{where}: no country {country!r} in countries.toml")
    title = row.get("title")
    if not isinstance(title, str):
        faults.append(f"{where}: an office without a title")
    return Office(
        str(title), None if country is None else str(country), None if body is None else str(body), since, until
    )


def _dates(row: Table, where: str, faults: list[str]) -> tuple[str | None, str | None]:
    bounds = []
    for side in ("from", "to"):
        value = row.get(side)
        if value is not None and not (isinstance(value, str) and DATE.fullmatch(value)):
            faults.append(f"{where}: {side} = {value!r} is no year, month or day (as a string)")
            value = None
        bounds.append(value)
    since, until = bounds
    if since and until and since[: len(until)] > until[: len(since)]:
        faults.append(f"{where}: ends ({until}) before it begins ({since})")
    return since, until


def _identity(row: Table, where: str, faults: list[str]) -> Identity | None:
    number = row.get("wikidata")
    if number is None:
        return None
    if not isinstance(number, str) or not _WIKIDATA.fullmatch(number):
        faults.append(f"{where}: {number!r} is no Wikidata item")
        return None
    return Identity("wikidata", number)


def _check_keys(row: Table, known: frozenset[str], where: str, faults: list[str]) -> None:
    if not known.issuperset(row):
        faults.extend(f"{where}: no such field {key!r}" for key in row if key not in known)


def _rows(table: Table, field_name: str, where: str, faults: list[str]) -> list[Table]:
    rows = table.get(field_name)
    if rows is None:
        return []
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    faults.append(f"{where}: {field_name} is no list of tables")
    return []


def _strings(table: Table, field_name: str, where: str, faults: list[str]) -> tuple[str, ...]:
    values = table.get(field_name)
    if values is None:
        return ()
    if isinstance(values, list) and all(isinstance(value, str) and value for value in values):
        return tuple(values)
    faults.append(f"{where}: {field_name} = {values!r} is no list of texts")
    return ()


def _one_of(
    row: Table, field_name: str, allowed: frozenset[str], where: str, faults: list[str], *, required: bool = True
) -> str | None:
    value = row.get(field_name)
    if value is None and not required:
        return None
    if isinstance(value, str) and value in allowed:
        return value
    faults.append(f"{where}: {field_name} = {value!r} is none of {', '.join(sorted(allowed))}")
    return None
