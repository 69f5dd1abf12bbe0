"""What stands on the pages of a document: rows of set text and rules, each kept with the next where it must be."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fupin_desk.forms.documents.gbt9704 import (
    ADVANCE,
    BODY,
    CAPTION,
    FIRST_RANK,
    GRID,
    HEADING,
    INNER_RULE,
    MARK_BELOW,
    MARK_MOST,
    OUTER_RULE,
    PITCH,
    RED,
    RED_RULE_BELOW,
    SECOND_RANK,
    SMALL,
    WIDTH,
    baseline,
    letters,
)
from fupin_desk.forms.documents.outline import Kind
from fupin_desk.forms.documents.parts import Part
from fupin_desk.forms.documents.setting import PEN, SetLine, balanced, natural_width, set_lines
from fupin_desk.forms.fonts import TITLE, Font
from fupin_desk.forms.styles import Point

_INDENT = 2.0
_MARK_SIZE = 50.0
_MARK_LEAST, _MARK_PART = 22.0, 0.86
_RED_RULE = 0.5 * 72 / 25.4
_PEN_RULE = 0.5
_SIGN_GAP = 0.6
_ATTACHMENT_NUMBER = re.compile(r"\d+[.．]\s*")
_SENTENCE = re.compile(r"[^。：]*。")


@dataclass(frozen=True)
class Text:
    """A text on the baseline ``y`` points below its row's upper edge; ``spacing`` is added to each character."""

    x: float
    y: float
    text: str = field(repr=False)
    font: Font
    spacing: float = 0.0


@dataclass(frozen=True)
class Stroke:
    """A rule measured from its row's upper left corner downwards."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: str = "000000"


@dataclass(frozen=True)
class Chart:
    """A bar chart as wide as the text area, of so many points' height."""

    points: tuple[Point, ...]
    height: float


@dataclass(frozen=True)
class Row:
    """A strip across the text area. ``keep`` holds it on the page of the next; ``snap`` begins it on the grid of lines;
    ``head`` is repeated when a page begins with this row; ``edges`` are the upright rules of a table's row."""

    height: float = PITCH
    texts: tuple[Text, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    keep: bool = False
    snap: bool = False
    fresh: bool = False
    head: tuple[Row, ...] = ()
    edges: tuple[float, ...] = ()
    charts: tuple[Chart, ...] = ()


def lines_of(
    spans: Sequence[tuple[str, Font]], *, first: float = 0.0, rest: float = 0.0, spread: bool = True
) -> list[Row]:
    """A paragraph on the grid; without ``spread`` its lines end where their characters do."""
    found = set_lines(spans, WIDTH, first=first, rest=rest, spacing=GRID, spread=spread)
    return [row_of(line) for line in found]


def row_of(line: SetLine, x: float = 0.0, height: float = PITCH) -> Row:
    """One set line as a row; lines for the pen become rules."""
    pens = [p for p in line.pieces if p.text.startswith(PEN)]
    texts = [p for p in line.pieces if not p.text.startswith(PEN)]
    strokes = tuple(_pen(x + p.x, x + p.x + len(p.text) * (p.font.size + p.spacing), p.font, height) for p in pens)
    return Row(
        height, tuple(Text(x + p.x, baseline(p.font, height), p.text, p.font, p.spacing) for p in texts), strokes
    )


def _pen(begins: float, ends: float, font: Font, height: float) -> Stroke:
    """A line to write on, a little below the baseline, not quite touching its neighbours."""
    y = baseline(font, height) + font.size * 0.12
    return Stroke(begins + 0.5, y, ends - 0.5, y, _PEN_RULE)


def placed(text: str, font: Font, x: float, *, spacing: float = 0.0, height: float = PITCH) -> Row:
    """A text on one line from x on."""
    (line,) = set_lines([(text, font)], math.inf, spacing=spacing)
    return row_of(line, x, height)


def centred(text: str, font: Font, height: float = PITCH) -> Row:
    """A text in the middle of the text area."""
    return placed(text, font, (WIDTH - natural_width(text, font)) / 2, height=height)


def kept(rows: Sequence[Row], count: int = 1_000) -> list[Row]:
    """Rows of which the last ``count`` stay on the page of what follows."""
    start = max(0, len(rows) - count)
    return [replace(row, keep=True) if n >= start else row for n, row in enumerate(rows)]


def title_rows(titles: Sequence[Part]) -> list[Row]:
    """The title in balanced lines, one empty line below it."""
    texts = [line for part in titles for line in balanced(part.text, HEADING, WIDTH)]
    return kept([*(centred(text, HEADING) for text in texts), Row()])


def paragraph_rows(part: Part) -> list[Row]:
    """Body text and headings; a heading that text follows on its line keeps its face up to the full stop."""
    kind, text = part.kind, part.text
    if kind in (Kind.ADDRESSEE, Kind.FLUSH):
        return lines_of([(text, BODY)])
    if kind is Kind.ATTACHMENT:
        return _attachment(text)
    if kind is Kind.CAPTION:
        return kept([centred(line, CAPTION) for line in balanced(text, CAPTION, WIDTH)])
    font = {Kind.FIRST: FIRST_RANK, Kind.SECOND: SECOND_RANK}.get(kind, BODY)
    found = _SENTENCE.match(text)
    cut = found.end() if font is not BODY and found else len(text)
    spans = [(piece, face) for piece, face in ((text[:cut], font), (text[cut:], BODY)) if piece]
    rows = lines_of(spans, first=letters(_INDENT))
    heads = font is not BODY and len(spans) == 1 and not text.endswith(("。", "；", "，"))
    return kept(rows) if heads else rows


def subtitle_rows(part: Part) -> list[Row]:
    """A line below the title: the period, the place, the meeting's number."""
    return kept([centred(line, SECOND_RANK) for line in balanced(part.text, SECOND_RANK, WIDTH)])


def _attachment(text: str) -> list[Row]:
    """附件：1. … two characters in; further lines stand below the first character of the name."""
    word, number = "附件：", ""
    found = _ATTACHMENT_NUMBER.match(text)
    if found is not None:
        number, text = found[0], text[found.end() :]
    first = letters(_INDENT)
    hang = first + letters(len(word)) + natural_width(number, BODY, GRID)
    return [Row(keep=True), *lines_of([(word + number + text, BODY)], first=first, rest=hang, spread=False)]


def further_attachment(part: Part) -> list[Row]:
    """2. … below the first: its number stands under the first one's."""
    found = _ATTACHMENT_NUMBER.match(part.text)
    number = found[0] if found else ""
    first = letters(_INDENT + 3)
    return lines_of([(part.text, BODY)], first=first, rest=first + natural_width(number, BODY, GRID), spread=False)


def signature_rows(issuer: str, day: str, *, sealed: bool) -> list[Row]:
    """The issuer's name and the day. With a seal the day ends four characters from the right and the name is centred
    above it; without, the name ends two from the right and the day begins two after the name's beginning."""
    wide, long = natural_width(issuer, BODY, GRID), natural_width(day, BODY, GRID)
    if sealed:
        day_at = WIDTH - letters(4) - long
        name_at = min(day_at + (long - wide) / 2, WIDTH - wide)
    else:
        name_at, day_at = WIDTH - letters(2) - wide, WIDTH - letters(2) - wide + letters(2)
        if day_at + long > WIDTH - letters(2):
            day_at = WIDTH - letters(2) - long
            name_at = day_at - letters(2) if wide < long else name_at
    rows = [Row(), Row()] if sealed else [Row()]
    if issuer:
        rows.append(placed(issuer, BODY, max(0.0, name_at), spacing=GRID))
    if day:
        rows.append(placed(day, BODY, max(0.0, day_at), spacing=GRID))
    return kept(rows[:-1]) + rows[-1:]


def sign_rows(part: Part) -> list[Row]:
    """Places to sign beside one another: who signs, a line for the pen, below it the day."""
    width = WIDTH / len(part.texts)
    texts: list[Text] = []
    strokes: list[Stroke] = []
    days: list[Text] = []
    day = "　　年　　月　　日"
    for n, label in enumerate(part.texts):
        x = n * width
        texts.append(Text(x, baseline(BODY), label, BODY))
        begins, ends = x + natural_width(label, BODY), x + width - _SIGN_GAP * ADVANCE
        strokes.append(Stroke(min(begins, ends), PITCH * 0.8, ends, PITCH * 0.8, _PEN_RULE))
        days.append(Text(max(x, ends - natural_width(day, BODY)), baseline(BODY), day, BODY))
    return [
        Row(PITCH * 0.5, keep=True),
        Row(texts=tuple(texts), strokes=tuple(strokes), keep=True),
        Row(texts=tuple(days)),
    ]


def ruled_rows(count: int) -> list[Row]:
    """Lines across the page to write on."""
    return [Row(strokes=(Stroke(0, PITCH - 4, WIDTH, PITCH - 4, _PEN_RULE),)) for _ in range(count)]


def head_rows(mark: str, reference: str, signer: str) -> list[Row]:
    """The head in red: the issuer's name, two lines below it the document number, a red rule, two lines."""
    size = min(_MARK_SIZE, MARK_MOST, max(_MARK_LEAST, WIDTH * _MARK_PART / max(len(mark), 1)))
    font = Font(TITLE, round(size, 1), colour=RED)
    name = Text((WIDTH - natural_width(mark, font)) / 2, MARK_BELOW + size * 0.86, mark, font)
    rows = [Row(MARK_BELOW + size, (name,)), Row(), Row(), _reference(reference, signer)]
    rule = Stroke(0, RED_RULE_BELOW, WIDTH, RED_RULE_BELOW, _RED_RULE, RED)
    return kept([*rows, Row(RED_RULE_BELOW, strokes=(rule,)), Row(), Row()])


def _reference(reference: str, signer: str) -> Row:
    """The document number in the middle; in a paper to those above one character in, opposite the signer."""
    if not signer or not reference:
        return centred(reference, BODY)
    shown, who = "签发人：", signer
    right = WIDTH - letters(1)
    name_at = right - natural_width(who, SECOND_RANK)
    label_at = name_at - natural_width(shown, BODY)
    y = baseline(BODY)
    number = placed(reference, BODY, letters(1))
    return replace(number, texts=(*number.texts, Text(label_at, y, shown, BODY), Text(name_at, y, who, SECOND_RANK)))


def closing_rows(copies: str, printed_by: Sequence[str]) -> list[Row]:
    """The closing block: copies to whom, who printed it and when, between rules."""
    rows: list[Row] = []
    side = SMALL.size
    top = OUTER_RULE
    if copies:
        word = "抄送："
        hang = side + natural_width(word, SMALL)
        for line in set_lines([(word + copies, SMALL)], WIDTH - side, first=side, rest=hang):
            rows.append(row_of(line))
            rows[-1] = replace(rows[-1], strokes=(Stroke(0, 0, WIDTH, 0, top),) if top else ())
            top = 0.0
        top = INNER_RULE
    if printed_by:
        rows.append(replace(_printed_by(printed_by), strokes=(Stroke(0, 0, WIDTH, 0, top),)))
    if rows:
        last = rows[-1]
        rows[-1] = replace(last, strokes=(*last.strokes, Stroke(0, last.height, WIDTH, last.height, OUTER_RULE)))
    return rows


def _printed_by(texts: Sequence[str]) -> Row:
    """Who printed it one character in from the left, when one character in from the right."""
    y, side = baseline(SMALL), SMALL.size
    left = Text(side, y, texts[0], SMALL)
    day = f"{texts[1]}印发" if len(texts) > 1 else ""
    return Row(texts=(left, Text(WIDTH - side - natural_width(day, SMALL), y, day, SMALL)) if day else (left,))
