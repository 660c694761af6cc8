"""The routes of the API, one module a subject."""

from __future__ import annotations
