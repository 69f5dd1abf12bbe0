"""A document as plain text, to be pasted into a message, a web form or another program."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desk.forms.documents.outline import Document, Kind
from fupin_desk.forms.documents.parts import Part, parts_of
from fupin_desk.forms.values import FormData

_INDENT = "　　"
_FLUSH = frozenset(
    {Kind.TITLE, Kind.SUBTITLE, Kind.ADDRESSEE, Kind.FLUSH, Kind.CAPTION, Kind.MARK, Kind.REFERENCE, Kind.CHART}
)
_WORDED = {Kind.SIGNER: "签发人：", Kind.COPY_TO: "抄送："}
_SIGNED = {Kind.ISSUER, Kind.DATE}
_NOT_SAID = {Kind.SEALED, Kind.RULER, Kind.BREAK, Kind.RULED}
_FAR = "　" * 12


def document_text(document: Document, data: FormData) -> str:
    """One copy as text: a line for each paragraph, cells parted by tabs so that a spreadsheet takes them as cells."""
    return "\n".join(_lines(document, data)) + "\n"


def _lines(document: Document, data: FormData) -> Iterator[str]:
    before: Kind | None = None
    for part in parts_of(document.lines, data):
        if part.kind in _NOT_SAID:
            continue
        if before is Kind.TITLE and part.kind is not Kind.TITLE:
            yield ""
        yield _line(part, before)
        before = part.kind


def _line(part: Part, before: Kind | None) -> str:
    kind = part.kind
    if kind in (Kind.ROW, Kind.BLANK_ROWS):
        return "\t".join(text.replace("\n", " ") for text in part.texts)
    if kind is Kind.SIGN:
        return "　　　　".join(part.texts)
    if kind is Kind.ATTACHMENT:
        return _INDENT + ("　　　" if before is Kind.ATTACHMENT else "附件：") + part.text
    if kind is Kind.PRINTED_BY:
        return "　　".join(part.texts) + ("印发" if len(part.texts) > 1 else "")
    if kind in _SIGNED:
        return _FAR + part.text
    return _WORDED.get(kind, "" if kind in _FLUSH else _INDENT) + part.text
