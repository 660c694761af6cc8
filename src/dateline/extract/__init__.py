"""Finds the words: who, what, where, when, how many, and who says so.

In: Analysis.
Out: Extraction (mentions of actors, places, times and numbers; claims, attributions, relations), all of it words.
Never: guess a date, place or number.
"""
