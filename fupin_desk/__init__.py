"""扶贫工作台: the household ledger of a resident work team, kept offline and encrypted."""

__version__ = "0.1.0"
