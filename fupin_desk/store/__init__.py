"""The encrypted ledger on disk: tables, the one change path, the log, queries, backups."""
