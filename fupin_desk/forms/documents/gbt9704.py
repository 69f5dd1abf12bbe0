"""The figures of GB/T 9704-2012 for official papers on A4, in points unless a name says otherwise (domain 6)."""

from __future__ import annotations

from fupin_desk.forms.fonts import FANG, HEI, KAI, SONG, TITLE, Font

MM = 72 / 25.4
"""Points in a millimetre."""
PAPER_WIDTH, PAPER_HEIGHT = 595.28, 841.89
LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
"""The text area; what remains is 26 mm at the right and 35 mm below."""
LINES, LETTERS = 22, 28
"""Lines on a page and characters in a line; they fill the text area."""
PITCH = HEIGHT / LINES
"""From one baseline to the next: 28.99 points."""
ADVANCE = WIDTH / LETTERS
"""From one character to the next: 15.79 points."""

BODY = Font(FANG, 16.0)
"""三号: body text, and headings of the third and fourth rank."""
FIRST_RANK, SECOND_RANK = Font(HEI, 16.0), Font(KAI, 16.0)
HEADING = Font(TITLE, 22.0)
"""二号: the title."""
SMALL = Font(FANG, 14.0)
"""四号: the closing block (版记)."""
NUMBER = Font(SONG, 14.0)
"""四号: page numbers, half-width."""
CELL, CELL_HEAD = Font(FANG, 12.0), Font(HEI, 12.0)
"""小四: what stands in a table; the standard leaves it open."""
CAPTION = Font(HEI, 14.0)
RED = "E60012"
GRID = ADVANCE - BODY.size
"""What is added to the width of each character of the body so that 28 fill a line."""
ASCENT = 0.86
"""Where Chinese type stands in its square: the part of the type size above the baseline."""

NUMBER_BELOW = 7 * MM
"""From the text area's lower edge to the dashes beside the page number."""
DASH_HEIGHT = 0.2675
"""How high the dash of the 宋 face lies above the baseline, as a part of the type size."""
MARK_BELOW = 35 * MM
"""From the text area's upper edge to that of the issuer's name in red (发文机关标志)."""
MARK_MOST = 22 * MM
"""The greatest height of that name."""
RED_RULE_BELOW = 4 * MM
"""From the document number to the red rule."""
OUTER_RULE, INNER_RULE = 0.35 * MM, 0.25 * MM
"""The rules of the closing block: first and last, and between."""


def letters(count: float) -> float:
    """The width of so many characters of the body."""
    return count * ADVANCE


def baseline(font: Font, height: float = PITCH) -> float:
    """How far below the upper edge of a line of this height the baseline of its type is."""
    return (height - font.size) / 2 + font.size * ASCENT
