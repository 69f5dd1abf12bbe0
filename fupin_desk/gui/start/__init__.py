"""The first windows: making a ledger in three steps, restoring one, unlocking one."""
