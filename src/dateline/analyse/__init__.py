"""Sees sentences, words and their parse.

In: Document.
Out: Analysis (offsets and plain words only).
Never: change the text; leak a library's object.
"""
