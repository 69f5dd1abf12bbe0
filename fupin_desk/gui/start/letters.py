"""The letters a recovery code is written in."""

from __future__ import annotations

from PySide6.QtGui import QFont

from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import FAMILIES, MONO_FAMILIES


def mono(size: int) -> QFont:
    """The letters of the code at ``size`` px: each as wide as the others, so that none is overlooked."""
    font = QFont(theme().font(size, bold=True))
    font.setFamilies([*MONO_FAMILIES, "DejaVu Sans Mono", *FAMILIES])
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme().px(1))
    return font
