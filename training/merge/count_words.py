"""Count in how many reports each word stands: the table that weighs words where reports are compared.

    python -m training.merge.count_words INPUT.jsonl… > src/dateline/merge/words.en.txt

INPUT holds reports (``title``, ``text``). Only training halves are counted. Words of fewer than ``FEWEST`` reports are left
out: the product takes a word that it does not know for one that stands in no report. Counts are rounded to about a tenth, which
weighs nothing and keeps the table small.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from dateline.lang.sketch import words_of

FEWEST = 4


def main(paths: Sequence[str]) -> int:
    """Print the table: the number of reports, then a line a count with the words that have it."""
    counts: Counter[str] = Counter()
    texts: set[str] = set()
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            text = f"{row.get('title') or ''} {row['text']}"
            if text not in texts:
                texts.add(text)
                counts.update({word.lower() for word in words_of(text)})
    of_count: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= FEWEST:
            of_count[_rounded(count)].append(word)
    lines = [f"reports {len(texts)}", *(f"{count} {' '.join(sorted(of_count[count]))}" for count in sorted(of_count))]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _rounded(count: int) -> int:
    """The count with its first two digits."""
    step: int = 10 ** max(0, len(str(count)) - 2)
    return count // step * step


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
