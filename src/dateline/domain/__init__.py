"""The nouns of Dateline: frozen standard-library dataclasses, one module a noun.

In: nothing; the nouns know no room.
Out: the types that every room takes and returns.
Never: do a room's work, or hold another library's object.
"""
