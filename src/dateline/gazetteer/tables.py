"""The tables of an index."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE kind (num INTEGER PRIMARY KEY, scheme TEXT, prec TEXT, feature TEXT, point_from TEXT);
CREATE TABLE area (num INTEGER PRIMARY KEY, country TEXT, admin1 TEXT, admin2 TEXT);
CREATE TABLE place (num INTEGER PRIMARY KEY, name TEXT, lat INTEGER, lon INTEGER, kind INTEGER, area INTEGER,
                    population INTEGER, radius_km REAL);
CREATE TABLE slug (num INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE name (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE sound (key TEXT PRIMARY KEY, places BLOB) WITHOUT ROWID;
CREATE TABLE cell (num INTEGER PRIMARY KEY, places BLOB);
CREATE TABLE country (iso3 TEXT PRIMARY KEY, num INTEGER, capital INTEGER) WITHOUT ROWID;
CREATE TABLE adjective (key TEXT PRIMARY KEY, num INTEGER) WITHOUT ROWID;
CREATE TABLE abbreviation (written TEXT PRIMARY KEY, after_comma INTEGER) WITHOUT ROWID;
"""
"""``name.places`` packs ``num << 2 | kind``, ``cell.places`` num and steps north and east; little-endian."""
