"""A situation report: what happened in some days, with ranges, sources and what is disputed, as one HTML file or as PDF."""

from __future__ import annotations

from dateline.report.situation.gather import Numbered, Sayer, Situation, Source, situation_of
from dateline.report.situation.pdf import pdf_from_html
from dateline.report.situation.tell import html_of_situation

__all__ = ["Numbered", "Sayer", "Situation", "Source", "html_of_situation", "pdf_from_html", "situation_of"]
