"""A drawn plot: matplotlib's figure, with the look that all plots share, as a file or in a notebook."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.domain.event import Event
from dateline.domain.harmless import harmless_words
from dateline.errors import ConfigError
from dateline.report.wanting import wanted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

INK, FAINT, GRID, MAYBE = "#2b2a26", "#77736a", "#e4e1d8", "#eeebe2"
RED, BAND = "#9d2a1f", "#e3b9a4"
#: Colours of the four quad classes; told apart also by those who do not see red and green, since they differ in lightness.
QUAD_COLOURS = {1: "#8db4c9", 2: "#2b6a8c", 3: "#d99a3d", 4: "#9d2a1f"}
QUAD_NAMES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

_LOOK = {
    "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"], "font.size": 9, "text.color": INK,
    "text.parse_math": False, "axes.edgecolor": FAINT, "axes.labelcolor": INK, "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True, "axes.grid": False, "grid.color": GRID, "grid.linewidth": 0.8, "axes.titlesize": 9.5,
    "axes.titlelocation": "left", "axes.formatter.useoffset": False,
    "xtick.color": FAINT, "ytick.color": FAINT, "xtick.labelcolor": INK, "ytick.labelcolor": INK, "legend.frameon": False,
    "legend.fontsize": 8.5, "svg.hashsalt": "dateline", "svg.fonttype": "path",
}  # fmt: skip
#: Stands below every plot.
CLAIMED = "What reports claim, not what happened."
#: Dots per inch of a PNG.
_DPI = 150


class PictureFormat(StrEnum):
    """A kind of file."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot; ``figure`` is matplotlib's, for whoever wants to change it. In a notebook it shows itself."""

    figure: Figure
    #: What it shows in a sentence, for whoever cannot see it.
    told: str
    #: What it does not show, as printed below it.
    notes: tuple[str, ...]

    def save(self, path: str | Path) -> Path:
        """Writes it as PNG, SVG or PDF, by the ending of the name; equal plots give equal bytes. Raises ConfigError."""
        target = Path(path)
        ending = target.suffix.removeprefix(".").casefold()
        if ending not in set(PictureFormat):
            raise ConfigError(f"a plot cannot be written as {target.name!r}", hint="end the name in .png, .svg or .pdf")
        drawn = self.drawn(ending)
        try:
            target.write_bytes(drawn)
        except OSError as error:
            raise ConfigError(f"{target} cannot be written: {error.strerror}") from error
        return target

    def drawn(self, form: str) -> bytes:
        """The bytes of a file of that format."""
        matplotlib = wanted("matplotlib", extra="plot")
        metadata: dict[str, Any] = {"Title": self.told}
        if form == PictureFormat.SVG:
            metadata["Date"] = None
        elif form == PictureFormat.PDF:
            metadata |= {"CreationDate": None, "Creator": None, "Producer": None}
        else:
            metadata["Software"] = None
        written = BytesIO()
        with matplotlib.rc_context(_LOOK), warnings.catch_warnings():
            # A name in a script that the font lacks is drawn with boxes.
            warnings.filterwarnings("ignore", message="Glyph .* missing")
            self.figure.savefig(written, format=form, dpi=_DPI, metadata=metadata, facecolor="white")
        return written.getvalue()

    def _repr_png_(self) -> bytes:
        return self.drawn(PictureFormat.PNG)


@contextmanager
def look() -> Iterator[Any]:
    """The module ``matplotlib`` with the look of all plots; raises MissingPackError where it is not installed."""
    matplotlib = wanted("matplotlib", extra="plot")
    wanted("matplotlib.figure", extra="plot")
    with matplotlib.rc_context(_LOOK):
        yield matplotlib


def figure_of(matplotlib: Any, width: float, height: float) -> Figure:
    """An empty figure of that size in inches, which leaves room above for a title and below for notes."""
    made: Figure = matplotlib.figure.Figure(figsize=(width, height), layout=None)
    return made


def picture_of(figure: Figure, title: str, notes: Sequence[str], *, subtitle: str = "") -> Picture:
    """The figure with its title and, below, what it does not show."""
    height = figure.get_figheight()
    figure.text(0.02, 1 - 0.12 / height, title, fontsize=12, fontweight="bold", va="top")
    if subtitle:
        figure.text(0.02, 1 - 0.38 / height, subtitle, fontsize=9, color=FAINT, va="top")
    lines = [line for note in notes for line in wrapped(note, int(figure.get_figwidth() * 17.5))]
    figure.text(0.02, 0.08 / height, "\n".join(lines), fontsize=7.5, color=FAINT, va="bottom", linespacing=1.35)
    told = f"{title}. {subtitle}".strip().rstrip(".") + "."
    return Picture(figure, told, tuple(notes))


def room(
    figure: Figure, notes: Sequence[str], *, left: float = 0.6, right: float = 0.25, above: float = 0.72
) -> dict[str, float]:
    """Where the axes may stand: a box for ``subplots_adjust``, with that many inches beside and above them."""
    width, height = figure.get_figwidth(), figure.get_figheight()
    n_lines = sum(len(wrapped(note, int(width * 17.5))) for note in notes)
    return {
        "left": left / width, "right": 1 - right / width, "top": 1 - above / height,
        "bottom": (0.2 + 0.155 * n_lines + 0.35) / height,
    }  # fmt: skip


def wrapped(words: str, width: int) -> list[str]:
    """The words in lines of at most so many letters, broken between words."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def short(words: str, most: int) -> str:
    """The words in one line of at most so many letters."""
    flat = harmless_words(words)
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def whole_numbers() -> MaxNLocator:
    """Marks at whole numbers, a few of them."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=8, integer=True)


def clean_axes(axes: Axes, *, keep: str = "bottom") -> None:
    """Axes without any line but that one."""
    for side in ("left", "bottom", "top", "right"):
        axes.spines[side].set_visible(side == keep)
    axes.tick_params(axis="both", length=0)


def need_events(events: Sequence[Event], what: str) -> None:
    """Raises ConfigError where there is nothing to draw."""
    if not events:
        raise ConfigError(f"no event to draw {what} of", hint="`dateline events` with the same filters lists them")
