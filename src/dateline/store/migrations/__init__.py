"""The migrations of a ledger's schema, run by Alembic when a ledger is opened."""
