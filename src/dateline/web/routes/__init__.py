"""The routes of the API, one module a subject."""

from __future__ import annotations

from dateline.web.routes import decisions, events, jobs, people, reports, rest, review, session

#: In the order in which a path is looked for.
ROUTERS = tuple(one.router for one in (session, people, events, decisions, reports, jobs, review, rest))
