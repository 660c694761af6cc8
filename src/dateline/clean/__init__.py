"""Turns bytes into the text that everything else points into.

In: RawDocument.
Out: Document (text, title, authors, date, outlet, parts, what was removed, the way back to the raw text).
Never: drop words without saying so.
"""
