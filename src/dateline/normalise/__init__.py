"""Says what the words mean: when, where, who, how many, and in which code.

In: Extraction (words) and its Analysis.
Out: Extraction with times, places, actors, counts and codes.
Never: look outside the document and the knowledge floor; replace the words.
"""
