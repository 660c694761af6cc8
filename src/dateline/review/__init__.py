"""Says what a person should look at next, and how far people agree.

In: Events in brief and whole, what people coded apart from each other.
Out: questions, the one whose answer settles most first; agreement by field; where coders differ.
Never: speak HTTP; decide by itself.
"""

from __future__ import annotations
