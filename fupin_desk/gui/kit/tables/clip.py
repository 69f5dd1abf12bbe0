"""Rows for the clipboard, so that WPS and Excel keep 18 digits and leading zeros."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from fupin_desk.gui.kit.tables.model import Column

_TEXT_STYLE = " style=\"mso-number-format:'\\@'\""


def clipboard_data(table: Sequence[Sequence[tuple[Column, str]]]) -> QMimeData:
    """Tab separated text and an HTML table of the same cells."""
    lines = ["\t".join(" ".join(text.split()) for _column, text in row) for row in table]
    data = QMimeData()
    data.setText("\n".join(lines))
    data.setHtml(_html(table))
    return data


def _html(table: Sequence[Sequence[tuple[Column, str]]]) -> str:
    rows = []
    for row in table:
        cells = (f"<td{_TEXT_STYLE if c.as_text else ''}>{escape(text)}</td>" for c, text in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(rows)}</table></body></html>'
