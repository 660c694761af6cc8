"""Which names of a place are kept, and under which further keys it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dateline.gazetteer.naming import ARTICLES, key_from_name

ARABIC = frozenset(
    ["AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "JO", "KW", "LB", "LY"]
    + ["MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE"]
)
"""Countries whose names carry the Arabic article."""

WRITTEN_ONE_WAY = frozenset(
    ["AT", "AU", "BE", "CA", "CH", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "HR", "HU", "IE"]
    + ["IS", "IT", "LT", "LU", "LV", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SI", "SK", "US"]
)
"""Countries of the Latin script whose small towns English texts write as the country does: their other names, mostly those
of Wikipedias in other languages, are left out below ``SMALL`` inhabitants to keep the index small."""

SMALL = 5_000

_GENERIC_BEFORE = re.compile(
    r"^(?:the )?(?:autonomous )?(?:cercle|region|region autonoma|province|provincia|state|estado|departement|departamento|"
    r"department|district|distrito|distrikt|municipio|municipality|muhafazat|gouvernorat|governorate|wilaya|wilayat|"
    r"liwa|mintaqat|mudiriyat|arrondissement|communaute|community|commune|comunidad|canton|kreis|landkreis|county|comte|condado|"
    r"powiat|rayon|raion|oblast|obshtina|opcina|opstina|okres|uyezd|republic|republica|prefecture|prefectura|parish|territory|"
    r"kabupaten|kota|kecamatan|amphoe|changwat|thanh pho|tinh|huyen|gobolka|degmada|shahrestan e|ostan e|wuleswali|wulaswali)"
    r"(?: (?:de la|de los|de las|de|du|des|del|della|do|da|of the|of|d|e|i))? (?=\S{3})"
)
_FOREIGN_BEFORE = re.compile(
    r"(?:condado|comte|municipio|provincia|provinsi|departamento|departement|distrito|agbegbe ijoba ibile|comarca|kreis|"
    r"landkreis|arrondissement|okres|powiat|kabupaten) \S"
)
_GENERIC_AFTER = re.compile(
    r" (?:county|parish|borough|census area|district|districts|governorate|province|provinces|region|state|oblast|rayon|raion|"
    r"department|municipality|municipio|prefecture|emirate|voivodeship|division|krai|kray|zone|woreda|city and borough|"
    r"shi|shiqu|xian|qu|si|gun|ken|fu|sheng|lan|fylke|megye|judet|vilayeti|ili|wilaya|territory|republic|canton|county council|"
    r"metropolitan area|metropolitan city|regional unit|local government area)$"
)


@lru_cache(maxsize=1024)
def _is_latin(letter: str) -> bool:
    return not letter.isalpha() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def is_kept(name: str) -> bool:
    """Whether an alternative name is one that a Latin-script text would write.

    Airport and other codes (``BKO``: capitals alone, four at most) go, and so do the lower-case transliterations that
    GeoNames makes by machine (``ba ma ke``), and official forms of more than 40 letters.
    """
    if name.isupper() and len(name) <= 4:
        return False
    return any(letter.isupper() for letter in name) and all(map(_is_latin, name)) and len(name) <= 40


def keys_of(names: Iterable[str], iso2: str) -> set[str]:
    """The keys of names; in Arabic countries also with the article written ``al``, without it, and with ``-a``
    for ``-ah``; a county also as ``Co.``"""
    keys = {key_from_name(name) for name in names}
    if iso2 in ARABIC:
        for key in tuple(keys):
            article, _, rest = key.partition(" ")
            if article in ARTICLES and len(rest) > 2:
                keys.update({f"al {rest}", rest})
        keys.update({key[:-1] for key in keys if key.endswith("ah") and len(key) > 4})
    keys.update({f"{key.removesuffix(' county')} co" for key in keys if key.endswith(" county")})
    return {key for key in keys if key}


def is_foreign_form(key: str) -> bool:
    """Whether a key is a name under a generic word that an English text would not write (``condado de fulton``)."""
    return bool(_FOREIGN_BEFORE.match(key))


def bare(key: str) -> str | None:
    """The key of a division without its generic word (``gao`` for ``cercle de gao``), or None where it has none."""
    shorter = _GENERIC_AFTER.sub("", _GENERIC_BEFORE.sub("", key))
    return shorter if shorter != key and len(shorter) > 2 else None
