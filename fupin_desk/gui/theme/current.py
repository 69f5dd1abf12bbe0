"""The theme in force: palette and scale, and a signal when the person changes either."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.gui.theme import contrast, fonts, qss
from fupin_desk.gui.theme.tokens import DARK, FAMILIES, LIGHT, SCALES, TEXT, Palette


class Theme(QObject):
    """Holds the palette and the one factor on every size. Widgets that paint themselves ask it on every paint."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette: Palette = LIGHT
        self.scale: float = 1.0
        self._system: Palette | None = None
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, bool], QFont] = {}

    def px(self, size: float) -> int:
        """A size at 100 % as device-independent pixels at the present scale."""
        return round(size * self.scale)

    def color(self, token: str) -> QColor:
        """The colour of a token in the present palette."""
        found = self._colors.get(token)
        if found is None:
            found = self._colors[token] = QColor(self.palette.of(token))
        return found

    def font(self, size: int = TEXT, *, bold: bool = False) -> QFont:
        """A shared font: do not change it, copy it."""
        found = self._fonts.get((size, bold))
        if found is None:
            found = QFont()
            found.setFamilies(list(FAMILIES))
            found.setPixelSize(self.px(size))
            found.setBold(bold)
            # The shipped font has no hinting; at 13-14 px the screen's own would thin strokes unevenly.
            found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[size, bold] = found
        return found

    def start(self, app: QApplication, *, dark: bool = False, scale: float = 1.0) -> None:
        """Load the fonts, set Fusion under the style sheet and draw everything in this theme."""
        fonts.load()
        if contrast.high_contrast():
            self._system = contrast.system_palette(app.palette())
        app.setStyle("Fusion")
        self.use(dark=dark, scale=scale)

    def use(self, *, dark: bool | None = None, scale: float | None = None) -> None:
        """Change the palette, the scale or both, and restyle every window."""
        if dark is not None:
            self.palette = self._system or (DARK if dark else LIGHT)
        if scale is not None:
            self.scale = scale
        self._colors.clear()
        self._fonts.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(self.font())
            app.setPalette(self._qt_palette())
            app.setStyleSheet(qss.style_sheet(self.palette, self.scale))
        self.changed.emit()

    def step_scale(self, steps: int) -> float:
        """One step larger (+1), smaller (-1) or back to 100 % (0); returns the new scale."""
        at = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self.scale))
        wanted = SCALES[max(0, min(len(SCALES) - 1, at + steps))] if steps else 1.0
        self.use(scale=wanted)
        return wanted

    def _qt_palette(self) -> QPalette:
        roles = {
            QPalette.ColorRole.Window: "paper",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "sunken",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Highlight: "primary",
            QPalette.ColorRole.HighlightedText: "on_primary",
            QPalette.ColorRole.Link: "primary",
            QPalette.ColorRole.ToolTipBase: "tip",
            QPalette.ColorRole.ToolTipText: "tip_ink",
        }
        result = QPalette()
        for role, token in roles.items():
            result.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            result.setColor(QPalette.ColorGroup.Disabled, role, self.color("disabled"))
        return result


@cache
def theme() -> Theme:
    """The one theme of the program."""
    return Theme()


def set_role(widget: QWidget, role: str) -> QWidget:
    """Give a widget its style role (primary, link, danger, chip, card, muted …) and restyle it."""
    return set_mark(widget, "role", role)


def set_mark(widget: QWidget, name: str, value: object) -> QWidget:
    """Set a property that the style sheet looks at and restyle the widget when it really changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()
    return widget


def first_scale() -> float:
    """125 % on a 1920x1080 screen at 100 % scaling smaller than 15 inches, else 100 % (looks 3.5)."""
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return 1.0
    size, real = screen.size(), screen.physicalSize()
    inches = (real.width() ** 2 + real.height() ** 2) ** 0.5 / 25.4
    full_hd = size.width() == 1920 and size.height() == 1080 and screen.devicePixelRatio() == 1.0
    return 1.25 if full_hd and 5 < inches < 15 else 1.0
