"""The ledger table: model, delegate, header, view, column chooser and batch bar."""

from fupin_desk.gui.kit.tables.model import Cell, Column, Row
from fupin_desk.gui.kit.tables.view import LedgerTable

__all__ = ["Cell", "Column", "LedgerTable", "Row"]
