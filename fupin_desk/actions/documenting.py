"""Documents in prose (公文): which there are, their pages for the preview, as PDF and as plain text to paste elsewhere.

A document is printed as every form is, also among forms; an ``Order`` names it in ``form``. Import this module when it is
needed, as ``printing``: reportlab and its fonts take 0.3 s.
"""

from __future__ import annotations

from pathlib import Path

from fupin_desk.actions import printing
from fupin_desk.actions.print_order import Copies, Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import write_atomic
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms.catalog import FormInfo
from fupin_desk.forms.documents import loading
from fupin_desk.forms.documents.text import document_text
from fupin_desk.forms.values import PrintResult

_BETWEEN = "\n" + "＝" * 28 + "\n\n"
"""Stands between the copies of several households in one text."""


def documents() -> tuple[FormInfo, ...]:
    """Every document shipped, by group and title."""
    return loading.list_documents()


def is_document(info: FormInfo) -> bool:
    """Whether a paper of the print centre is a document in prose and can be had as plain text."""
    return loading.is_document(info.path)


def preview(session: Session, order: Order) -> bytes:
    """The pages as a PDF in memory: what the preview shows and the printer gets."""
    loading.find_document(order.form)
    return printing.preview(session, order)


def save_pdf(session: Session, order: Order, out: Path, *, task: Task = QUIET) -> PrintResult:
    """Print into one PDF, a bookmark for each household. The file appears whole or not at all."""
    loading.find_document(order.form)
    return printing.print_pdf(session, order, out, task=task)


def text(session: Session, order: Order, *, task: Task = QUIET) -> str:
    """The same as plain text; several households one after another."""
    document = loading.load_document(loading.find_document(order.form).path)
    copies = Copies(session, order, document)
    found = []
    for n, data in enumerate(copies):
        task.step(n, len(copies), "正在写文本")
        found.append(document_text(document, data))
    if not found:
        raise DeskError("没有选中任何一户。没有写文本。请先选好农户。")
    return _BETWEEN.join(found)


def save_text(session: Session, order: Order, out: Path, *, task: Task = QUIET) -> None:
    """Write the plain text (UTF-8 with a mark that old editors need). Raises DeskError when it cannot be written."""
    write_atomic(out, text(session, order, task=task).encode("utf-8-sig"))
