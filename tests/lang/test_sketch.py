"""A sketch is shared by near-copies and by nothing else."""

from __future__ import annotations

from dateline.lang.sketch import SKETCH_VALUES, overlap, sketch_of
from tests.files import STORY

TEXT = "\n\n".join(STORY)


def test_white_space_case_and_marks_change_nothing() -> None:
    assert sketch_of(TEXT) == sketch_of(TEXT.upper().replace("\n\n", "   ").replace(",", ""))
    assert len(sketch_of(TEXT)) == SKETCH_VALUES


def test_a_wires_copy_with_another_end_is_near_and_another_report_is_far() -> None:
    copy = f"SARANGA (Delta Wire) - {TEXT} Additional reporting by Ann Poe."
    other = (
        "The army said that it had found six men dead near the border, and that nobody knew who had killed them there."
    )
    assert overlap(sketch_of(TEXT), sketch_of(copy)) > 0.6
    assert overlap(sketch_of(TEXT), sketch_of(other)) < 0.1


def test_a_text_of_few_words_has_no_sketch_and_is_near_to_nothing() -> None:
    assert sketch_of("Nine traders die") == ()
    assert overlap((), sketch_of(TEXT)) == 0.0


def test_the_share_of_common_runs_is_estimated() -> None:
    words = [f"word{number}" for number in range(2000)]
    for start, share in ((0, 1.0), (250, 0.78), (700, 0.48), (1400, 0.18), (2000, 0.0)):
        theirs = words[start:] + [f"other{number}" for number in range(start)]
        found = []
        for turn in "abcdefgh":
            ours, others = (" ".join(f"{word}{turn}" for word in side) for side in (words, theirs))
            found.append(overlap(sketch_of(ours), sketch_of(others)))
        assert abs(sum(found) / len(found) - share) < 0.1
