"""What a web page says of itself beside its words: JSON-LD, OpenGraph and the other tags of its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from dateline.domain.day import moment_from_iso

#: The types of schema.org whose object is the story itself.
_STORY = re.compile(r"(?:News|Report|Blog|Live|Opinion|Analysis|Background|Review|Social|Advertiser|Satirical|Scholarly)?"
                    r"(?:Article|Posting|BlogPosting|NewsArticle)", re.I)  # fmt: skip
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "date", "pubdate",
        "publishdate", "publish-date", "publish_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date",
        "dcterms.issued", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "date.release",
        "originalpublicationdate", "article_date_original", "last-published",
    ),
    "modified": (
        "article:modified_time", "og:updated_time", "article:updated_time", "og:article:modified_time", "datemodified",
        "last-modified", "lastmod", "dcterms.modified", "dc.date.modified", "revision_date",
    ),
    "authors": ("author", "article:author", "og:article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "content-language", "language", "dc.language"),
}  # fmt: skip
_BY = re.compile(r"\s*(?:by|from)[\s:]+", re.I)
_MOST_SCRIPTS = 40
_MOST_NODES = 2000


def facts_of(tree: Any) -> dict[str, Any]:
    """Title, outlet, authors, days, address and language of a page, as JSON; only what it says."""
    facts: dict[str, Any] = {}
    for node in _linked_data(tree):
        _take_linked_data(node, facts)
    tags = _tags(tree)
    for field, names in _NAMES.items():
        values = [value for name in names for value in tags.get(name, ())]
        if field == "authors":
            facts.setdefault(field, [])
            facts[field] = facts[field] or [name for value in values for name in _authors(value)]
        elif field in ("published", "modified"):
            facts.setdefault(field, next((value for value in values if moment_from_iso(value) is not None), None))
        else:
            facts.setdefault(field, next(iter(values), None))
    facts["published"] = facts["published"] or _time_tag(tree)
    facts["url"] = _address(tree, facts.get("url"))
    facts["page_title"] = " ".join((tree.findtext(".//title") or "").split()) or None
    root = tree.getroottree().getroot()
    facts["language"] = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or facts["language"]
    facts["headings"] = [" ".join(one.text_content().split()) for one in tree.iterfind(".//h1")][:5]
    return facts


def _tags(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iterfind(".//meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv") or "").casefold()
        value = " ".join((tag.get("content") or "").split())
        if name and value and len(value) < 2000:
            found.setdefault(name.strip(), []).append(value)
    return found


def _time_tag(tree: Any) -> str | None:
    """The day of a tag that is marked as that of publication."""
    for tag in tree.iterfind(".//time[@datetime]"):
        marks = " ".join(filter(None, (tag.get("itemprop"), tag.get("class"), tag.get("pubdate")))).casefold()
        if tag.get("pubdate") is not None or "publish" in marks:
            value = str(tag.get("datetime")).strip()
            if moment_from_iso(value) is not None:
                return value
    for tag in tree.iterfind(".//*[@itemprop='datePublished']"):
        value = (tag.get("datetime") or tag.get("content") or tag.text or "").strip()
        if moment_from_iso(value) is not None:
            return str(value)
    return None


def _address(tree: Any, said: object) -> str | None:
    for tag in tree.iterfind(".//link[@rel='canonical']"):
        address = str(tag.get("href") or "").strip()
        if address.startswith(("http://", "https://")):
            return address
    return said if isinstance(said, str) and said.startswith(("http://", "https://")) else None


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD that are a story, the page's own before those it merely lists."""
    n_seen = 0
    for number, tag in enumerate(tree.iterfind(".//script[@type='application/ld+json']")):
        if number >= _MOST_SCRIPTS:
            return
        try:
            value = json.loads((tag.text or "").strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting and n_seen < _MOST_NODES:
            node = waiting.pop(0)
            n_seen += 1
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, dict):
                kinds = node.get("@type")
                if any(_STORY.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield node
                waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _take_linked_data(node: dict[str, Any], facts: dict[str, Any]) -> None:
    headline = node.get("headline") or node.get("name")
    if isinstance(headline, str) and headline.strip():
        facts.setdefault("title", " ".join(headline.split()))
    for field, key in (("published", "datePublished"), ("modified", "dateModified")):
        value = node.get(key)
        if isinstance(value, str) and moment_from_iso(value) is not None:
            facts.setdefault(field, value.strip())
    publisher = node.get("publisher") or node.get("sourceOrganization")
    for one in publisher if isinstance(publisher, list) else [publisher]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip():
            facts.setdefault("outlet", " ".join(name.split()))
    language = node.get("inLanguage")
    if isinstance(language, str):
        facts.setdefault("language", language)
    authors = node.get("author") or node.get("creator")
    names = [
        one.get("name") if isinstance(one, dict) else one
        for one in (authors if isinstance(authors, list) else [authors])
    ]
    found = [name for one in names if isinstance(one, str) for name in _authors(one)]
    if found and not facts.get("authors"):
        facts["authors"] = found


def _authors(value: str) -> list[str]:
    """The names in a value; addresses of profiles are none."""
    if value.startswith(("http://", "https://", "@")) or len(value) > 200:
        return []
    names = re.split(r"\s*(?:,|;|\||\band\b|&)\s*", _BY.sub("", value, count=1))
    return [" ".join(name.split()) for name in names if name.strip()]
