"""What printing single papers and whole folders share: loading a paper, the stamp at its foot, what does not fit."""

from __future__ import annotations

from fupin_desk import __version__
from fupin_desk.actions.session import Session
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.documents import loading
from fupin_desk.forms.names import names_of
from fupin_desk.forms.values import Overflow, Stamp

Finding = tuple[str, str]
"""Where (the cell with the name of its value) and what does not fit or cannot be printed there."""


def load_paper(info: catalog.FormInfo) -> catalog.Form:
    """A form or a document; both keep what was read before. Raises DeskError, Invalid as ``catalog.load_form``."""
    if loading.is_document(info.path):
        return loading.load_document(info.path)
    return catalog.load_form(info.path, names_of(info.subject))


def stamp_of(session: Session, watermark: str = "") -> Stamp:
    """Who prints, now."""
    return Stamp(session.user, session.now, __version__, watermark)


def uses_year(form: catalog.Form) -> bool:
    """Whether a form shows figures of the year."""
    return any(slot.name.startswith("年度.") for row in form.rows for cell in row for slot in cell.slots)


class Findings:
    """What a printer finds of one copy, beginning now. ``named``: papers of several forms say which form it is."""

    def __init__(self, printer: pdf.PdfPrinter, *, named: bool = False) -> None:
        self._printer, self._named = printer, named
        self._long, self._strange = len(printer.overflows), len(printer.missing)

    def found(self, unknown_year: int | None = None) -> tuple[Finding, ...]:
        """Everything since the beginning; first that there are no figures of a year, if one is given."""
        dated = [] if unknown_year is None else [("年度各栏", f"没有 {unknown_year} 年的数据，空着")]
        long = [
            (self._where(o.form, o.cell, _labels(o)), f"要写 {o.needed} 行，只放得下 {o.fits} 行")
            for o in self._printer.overflows[self._long :]
        ]
        strange = [
            (self._where(m.form, m.cell), f"有打不出的字 U+{ord(m.character):04X}，会印成〓")
            for m in list(self._printer.missing)[self._strange :]
        ]
        return (*dated, *long, *strange)

    def _where(self, form: str, cell: str, labels: str = "") -> str:
        where = f"{form} {cell}" if self._named else cell
        return f"{where}（{labels}）" if labels else where


def _labels(found: Overflow) -> str:
    return "、".join(name.rpartition(".")[2] for name in found.name.split("、"))
