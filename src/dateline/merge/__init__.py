"""Brings the accounts of many documents together into events, and keeps what they disagree on.

In: Tellings (accounts with their words and values), and Judgements in the order in which they were made.
Out: Events, each value with its supporters and rivals; why accounts were merged, and what else was considered.
Never: lose a disagreement; depend on the order of arrival.
"""

from __future__ import annotations

from dateline.merge.anchors import anchored
from dateline.merge.explaining import explained, said
from dateline.merge.keys import is_of_wording, keys_of, most_in
from dateline.merge.ledger import DEFAULT_POLICY, Change, Merging, merge
from dateline.merge.neighbourhood import around, ruled, step
from dateline.merge.pieces import DOUBTFUL
from dateline.merge.profile import profile_of
from dateline.merge.reconcile.policies import POLICIES
from dateline.merge.reconcile.witnesses import COPIED
from dateline.merge.side import Source
from dateline.merge.tell import tellings_from_row, tellings_of

__all__ = [
    "COPIED",
    "DEFAULT_POLICY",
    "DOUBTFUL",
    "POLICIES",
    "Change",
    "Merging",
    "Source",
    "anchored",
    "around",
    "explained",
    "is_of_wording",
    "keys_of",
    "merge",
    "most_in",
    "profile_of",
    "ruled",
    "said",
    "step",
    "tellings_from_row",
    "tellings_of",
]
