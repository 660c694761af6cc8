"""Scores readings against gold.

In: gold and predictions, as JSON Lines.
Out: scores, per field.
Never: change a prediction to suit the gold.
"""
