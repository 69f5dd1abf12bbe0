"""Windows high contrast: when it is on, the program's colours give way to the system's."""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtGui import QPalette

from fupin_desk.gui.theme.tokens import Palette

_SPI_GETHIGHCONTRAST = 0x0042
_HCF_HIGHCONTRASTON = 0x00000001
_ROLE = QPalette.ColorRole


class _HighContrast(ctypes.Structure):
    """HIGHCONTRASTW of winuser.h."""

    _fields_ = (("cbSize", ctypes.c_uint), ("dwFlags", ctypes.c_uint32), ("lpszDefaultScheme", ctypes.c_wchar_p))


def high_contrast() -> bool:
    """Whether the person has switched on the system's high contrast (Windows only)."""
    if sys.platform != "win32":
        return False
    asked = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
    ctypes.windll.user32.SystemParametersInfoW(_SPI_GETHIGHCONTRAST, asked.cbSize, ctypes.byref(asked), 0)
    return bool(asked.dwFlags & _HCF_HIGHCONTRASTON)


def system_palette(system: QPalette) -> Palette:
    """The tokens in the system's few colours: text on ground, one highlight, edges as strong as text."""
    ground, ink = system.color(_ROLE.Base).name(), system.color(_ROLE.Text).name()
    strong, on_strong = system.color(_ROLE.Highlight).name(), system.color(_ROLE.HighlightedText).name()
    off = system.color(QPalette.ColorGroup.Disabled, _ROLE.Text).name()
    dark = system.color(_ROLE.Base).lightness() < system.color(_ROLE.Text).lightness()
    inks = "ink ink2 ink3 line line2 red red_line amber amber_line green green_line grey seal ring"
    inks += " c1 camber cred cgreen"
    grounds = (
        "paper surface sunken nav hover soft soft0 soft2 red_soft amber_soft green_soft grey_soft c2 c3 cgrid tip_ink"
    )
    colours = dict.fromkeys(inks.split(), ink) | dict.fromkeys(grounds.split(), ground)
    colours |= dict.fromkeys(("primary", "primary_h", "primary_p"), strong)
    return Palette(
        dark=dark, disabled=off, on_primary=on_strong, ring_on=on_strong, tip=ink, white=ground, **colours
    )
