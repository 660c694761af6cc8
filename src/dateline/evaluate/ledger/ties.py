"""Quotations and relations of a document against gold."""

from __future__ import annotations

from dateline.evaluate.ledger.tally import Tally
from dateline.evaluate.rows import Json, objects, same_wording, text_of, words_of


def score_quotations(gold: Json, reading: Json, tally: Tally) -> None:
    """Count direct attributions that hold a gold quotation's opening words and have its speaker."""
    direct = [attribution for attribution in objects(reading.get("attributions")) if attribution.get("direct")]
    used: set[int] = set()
    for quotation in objects(gold.get("quotations")):
        opening = " ".join(words_of(quotation.get("begins")))
        speaker = quotation.get("speaker")
        wanted = speaker if isinstance(speaker, list) else [speaker]
        for index, attribution in enumerate(direct):
            content = " ".join(" ".join(words_of(text_of(piece))) for piece in objects(attribution.get("content")))
            said_by = [text_of(source.get("span")) for source in objects(attribution.get("sources"))]
            right = any(same_wording(want, given) for want in wanted for given in said_by)
            if index not in used and opening and opening in content and right:
                used.add(index)
                tally.add(tp=True)
                break
        else:
            tally.add(fn=True)
    for _ in range(len(direct) - len(used)):
        tally.add(fp=True)


def score_relations(gold: Json, reading: Json, tally: Tally) -> None:
    """Count relations of an accepted type with the same wordings at both ends."""
    given = objects(reading.get("relations"))
    used: set[int] = set()
    for relation in objects(gold.get("relations")):
        kind = relation.get("type")
        kinds = kind if isinstance(kind, list) else [kind]
        for index, candidate in enumerate(given):
            subject, object_ = (text_of((candidate.get(end) or {}).get("span")) for end in ("subject", "object"))
            if (
                index not in used
                and candidate.get("type") in kinds
                and same_wording(relation.get("subject"), subject)
                and same_wording(relation.get("object"), object_)
            ):
                used.add(index)
                tally.add(tp=True)
                break
        else:
            tally.add(fn=True)
    for _ in range(len(given) - len(used)):
        tally.add(fp=True)
