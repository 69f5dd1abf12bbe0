"""The style sheet, written from the tokens. Plain QSS over Fusion; no shadows, no gradients."""

from __future__ import annotations

from collections.abc import Callable

from fupin_desk.core.resources import resource
from fupin_desk.gui.theme.tokens import FAMILIES, Palette

Px = Callable[[float], str]


def style_sheet(palette: Palette, scale: float) -> str:
    """The whole style sheet for one palette and one scale factor."""

    def px(size: float) -> str:
        return f"{round(size * scale)}px"

    parts = (_ground, _labels, _inputs, _input_states, _buttons, _button_roles, _chips, _ticks)
    more = (_combos, _lists, _tabs, _tables, _bars, _scroll, _messages)
    return "\n".join(part(palette, px, scale) for part in parts + more)


def mark_path(palette: Palette, name: str) -> str:
    """The path of a small ready-coloured mark (QSS can neither tint an SVG nor take it inline)."""
    return resource("icons", "style", "dark" if palette.dark else "light", f"{name}.svg").as_posix()


def _ground(t: Palette, px: Px, _scale: float) -> str:
    families = ",".join(f'"{name}"' for name in FAMILIES)
    return f"""
* {{ font-family: {families}; font-size: {px(14)}; }}
QWidget {{ color: {t.ink}; }}
QMainWindow, QDialog, QWidget[role="page"] {{ background: {t.paper}; }}
QWidget[role="nav"] {{ background: {t.nav}; border-right: 1px solid {t.line}; }}
QFrame[role="head"] {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[role="foot"] {{ background: {t.surface}; border: 0; border-top: 1px solid {t.line}; }}
QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: 6px; }}
QFrame[role="popup"] {{ background: {t.surface}; border: 1px solid {t.line2}; border-radius: 6px; }}
QFrame[role="sunken"] {{ background: {t.sunken}; border: 0; border-top: 1px solid {t.line};
  border-bottom: 1px solid {t.line}; }}
QFrame[role="batch"] {{ background: {t.soft}; border: 0; border-top: 1px solid {t.primary};
  border-bottom-left-radius: 5px; border-bottom-right-radius: 5px; }}
QFrame[role="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[role="rule-v"] {{ background: {t.line}; border: 0; max-width: 1px; min-width: 1px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget[role="scrolled"] {{ background: transparent; }}
QSplitter::handle {{ background: transparent; }}
QToolTip {{ background: {t.tip}; color: {t.tip_ink}; border: 0; padding: 4px 8px; font-size: {px(13)}; }}
QStatusBar, QWidget[role="status"] {{ background: {t.nav}; border-top: 1px solid {t.line}; }}
QMenu {{ background: {t.surface}; border: 1px solid {t.line2}; padding: 4px; }}
QMenu::item {{ padding: {px(6)} {px(20)} {px(6)} {px(12)}; border-radius: 3px; }}
QMenu::item:selected {{ background: {t.soft}; color: {t.primary}; }}
QMenu::item:disabled {{ color: {t.disabled}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
"""


def _labels(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QLabel {{ background: transparent; border: 0; }}
QLabel[role="h1"] {{ font-size: {px(18)}; font-weight: 700; }}
QLabel[role="h2"] {{ font-size: {px(15)}; font-weight: 700; }}
QLabel[role="name"] {{ font-size: {px(20)}; font-weight: 700; }}
QLabel[role="wizard"] {{ font-size: {px(24)}; font-weight: 700; }}
QLabel[role="number"] {{ font-size: {px(28)}; font-weight: 700; }}
QLabel[role="b"] {{ font-weight: 700; }}
QLabel[role="sec"] {{ color: {t.ink2}; }}
QLabel[role="mut"] {{ color: {t.ink3}; }}
QLabel[role="hint"] {{ color: {t.ink3}; font-size: {px(13)}; }}
QLabel[role="small"] {{ color: {t.ink2}; font-size: {px(13)}; }}
QLabel[role="err"] {{ color: {t.red}; font-size: {px(13)}; }}
QLabel[role="warn"] {{ color: {t.amber}; font-size: {px(13)}; }}
QLabel[role="ok"] {{ color: {t.green}; font-size: {px(13)}; }}
QLabel[role="star"] {{ color: {t.red}; }}
QLabel[role="red"] {{ color: {t.red}; }}
QLabel[role="amber"] {{ color: {t.amber}; }}
QLabel[role="green"] {{ color: {t.green}; }}
QLabel[role="key"] {{ color: {t.ink3}; background: {t.sunken}; border: 1px solid {t.line}; border-radius: 3px;
  padding: 0 {px(5)}; font-size: {px(13)}; }}
QLabel[role="avatar"] {{ background: {t.soft}; color: {t.primary}; font-weight: 700; }}
"""


def _inputs(t: Palette, px: Px, _scale: float) -> str:
    box = "QLineEdit, QComboBox, QDateEdit, QSpinBox, QPlainTextEdit, QTextEdit, QFrame[role=\"chipbox\"]"
    focus = ", ".join(f"{name}:focus" for name in ("QLineEdit", "QComboBox", "QDateEdit", "QSpinBox"))
    return f"""
{box} {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line2}; border-radius: 4px;
  padding: 0 {px(10)}; min-height: {px(32)};
  selection-background-color: {t.primary}; selection-color: {t.on_primary}; }}
QLineEdit, QPlainTextEdit {{ placeholder-text-color: {t.ink3}; }}
QPlainTextEdit, QTextEdit {{ padding: {px(5)} {px(7)}; }}
QFrame[role="chipbox"] {{ padding: 0; }}
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover {{ border-color: {t.ink3}; }}
{focus} {{ border: 2px solid {t.ring}; padding: 0 {_minus(px, 10, 1)}; min-height: {_minus(px, 32, 2)}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.ring};
  padding: {_minus(px, 5, 1)} {_minus(px, 7, 1)}; min-height: {_minus(px, 32, 2)}; }}
QFrame[role="chipbox"][focused="true"] {{ border: 2px solid {t.ring}; min-height: {_minus(px, 32, 2)}; }}
QFrame[role="chipbox"] QLineEdit {{ border: 0; background: transparent; padding: 0 4px; min-height: {px(26)}; }}
QLineEdit[cell="true"] {{ border-radius: 3px; padding: 0 {px(6)}; min-height: {px(24)}; }}
QLineEdit[cell="true"]:focus {{ padding: 0 {_minus(px, 6, 1)}; min-height: {_minus(px, 24, 2)}; }}
QLineEdit[big="true"] {{ font-size: {px(16)}; min-height: {px(38)}; }}
QLineEdit[big="true"]:focus {{ min-height: {_minus(px, 38, 2)}; }}
"""


def _minus(px: Px, size: float, less: int) -> str:
    """A scaled size less the extra border width of focus and error, so that the box keeps its outside."""
    return f"{int(px(size)[:-2]) - less}px"


def _input_states(t: Palette, px: Px, _scale: float) -> str:
    one, inner = f"padding: 0 {_minus(px, 10, 1)};", f"min-height: {_minus(px, 32, 2)};"
    text = f"padding: {_minus(px, 5, 1)} {_minus(px, 7, 1)};"
    left, text_left = f"padding-left: {_minus(px, 10, 2)};", f"padding-left: {_minus(px, 7, 2)};"
    return f"""
QLineEdit[state="error"], QComboBox[state="error"] {{ border: 2px solid {t.red}; {one} {inner} }}
QPlainTextEdit[state="error"] {{ border: 2px solid {t.red}; {text} {inner} }}
QFrame[role="chipbox"][state="error"] {{ border: 2px solid {t.red}; {inner} }}
QLineEdit[state="warning"], QComboBox[state="warning"], QPlainTextEdit[state="warning"],
QFrame[role="chipbox"][state="warning"] {{ border-color: {t.amber_line}; }}
QLineEdit[state="warning"]:focus, QPlainTextEdit[state="warning"]:focus {{ border-color: {t.ring}; }}
QLineEdit[changed="true"], QComboBox[changed="true"] {{ border-left: 3px solid {t.camber}; {left} }}
QPlainTextEdit[changed="true"] {{ border-left: 3px solid {t.camber}; {text_left} }}
QFrame[role="chipbox"][changed="true"] {{ border-left: 3px solid {t.camber}; }}
QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {t.sunken}; border: 1px solid {t.line}; color: {t.ink2};
  min-height: {px(32)}; }}
QLineEdit:read-only {{ padding: 0 {px(10)}; }}
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus {{ border: 1px solid {t.ring}; }}
QLineEdit[pick="true"]:read-only {{ background: {t.surface}; border-color: {t.line2}; color: {t.ink}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled, QSpinBox:disabled {{ background: {t.sunken};
  color: {t.disabled}; border: 1px solid {t.line}; }}
QLineEdit[big="true"][state="error"] {{ min-height: {_minus(px, 38, 2)}; }}
QLineEdit[big="true"]:read-only {{ min-height: {px(38)}; }}
QLineEdit[cell="true"][state="error"] {{ padding: 0 {_minus(px, 6, 1)}; min-height: {_minus(px, 24, 2)}; }}
QLineEdit[cell="true"][changed="true"] {{ padding-left: {_minus(px, 6, 2)}; }}
QLineEdit[cell="true"]:read-only {{ padding: 0 {px(6)}; min-height: {px(24)}; }}
"""


def _buttons(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QPushButton, QToolButton {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line2}; border-radius: 5px;
  padding: 0 {px(12)}; min-height: {px(30)}; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.sunken}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.ring}; padding: 0 {_minus(px, 12, 1)};
  min-height: {_minus(px, 30, 2)}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.disabled}; border-color: {t.line};
  background: {t.surface}; }}
QPushButton[small="true"] {{ min-height: {px(26)}; padding: 0 {px(10)}; }}
QPushButton[small="true"]:focus {{ min-height: {_minus(px, 26, 2)}; padding: 0 {_minus(px, 10, 1)}; }}
QPushButton[big="true"] {{ min-height: {px(36)}; padding: 0 {px(16)}; }}
QPushButton[big="true"]:focus {{ min-height: {_minus(px, 36, 2)}; padding: 0 {_minus(px, 16, 1)}; }}
QPushButton[role="icon"] {{ padding: 0; min-width: {px(30)}; max-width: {px(30)}; }}
QPushButton[role="icon"]:focus {{ padding: 0; min-width: {_minus(px, 30, 2)}; max-width: {_minus(px, 30, 2)}; }}
QPushButton[role="bare"] {{ border: 1px solid transparent; background: transparent; padding: 0;
  min-width: {px(26)}; max-width: {px(26)}; min-height: {px(26)}; }}
QPushButton[role="bare"]:hover {{ background: {t.hover}; }}
QPushButton[role="bare"]:focus {{ border: 2px solid {t.ring}; min-width: {_minus(px, 26, 2)};
  max-width: {_minus(px, 26, 2)}; min-height: {_minus(px, 26, 2)}; }}
"""


def _button_roles(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QPushButton[role="primary"] {{ background: {t.primary}; border-color: {t.primary}; color: {t.on_primary};
  font-weight: 700; }}
QPushButton[role="primary"]:hover {{ background: {t.primary_h}; border-color: {t.primary_h}; }}
QPushButton[role="primary"]:pressed {{ background: {t.primary_p}; border-color: {t.primary_p}; }}
QPushButton[role="primary"]:focus {{ border: 2px solid {t.ring_on}; }}
QPushButton[role="primary"]:disabled {{ background: {t.sunken}; border-color: {t.line}; color: {t.disabled}; }}
QPushButton[role="danger"] {{ border-color: {t.red_line}; color: {t.red}; }}
QPushButton[role="danger"]:hover {{ background: {t.red_soft}; }}
QPushButton[role="danger"]:focus {{ border: 2px solid {t.red}; }}
QPushButton[role="link"], QPushButton[role="danger-link"] {{ border: 1px solid transparent; background: transparent;
  color: {t.primary}; padding: 0 {px(4)}; min-height: {px(26)}; border-radius: 4px; text-align: left; }}
QPushButton[role="danger-link"] {{ color: {t.red}; }}
QPushButton[role="link"]:hover, QPushButton[role="danger-link"]:hover {{ text-decoration: underline; }}
QPushButton[role="link"]:focus, QPushButton[role="danger-link"]:focus {{ border: 2px solid {t.ring};
  padding: 0 {_minus(px, 4, 1)}; min-height: {_minus(px, 26, 2)}; }}
QPushButton[role="status"] {{ border: 1px solid transparent; background: transparent; color: {t.ink2};
  font-size: {px(13)}; padding: 0 {px(6)}; min-height: {px(20)}; border-radius: 3px; }}
QPushButton[role="status"]:hover {{ text-decoration: underline; }}
QPushButton[role="status"]:focus {{ border: 1px solid {t.ring}; }}
QPushButton[role="link"]:disabled {{ color: {t.disabled}; }}
"""


def _chips(t: Palette, px: Px, scale: float) -> str:
    # More than half the height and QSS drops all rounding: always round down.
    radius = f"{int(14 * scale)}px"
    return f"""
QPushButton[role="chip"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {radius};
  min-height: {px(28)}; padding: 0 {px(11)}; color: {t.ink2}; }}
QPushButton[role="chip"]:hover {{ background: {t.hover}; }}
QPushButton[role="chip"]:checked {{ background: {t.soft}; border-color: {t.primary}; color: {t.primary}; }}
QPushButton[role="chip"]:focus {{ border: 2px solid {t.ring}; min-height: {_minus(px, 28, 2)};
  padding: 0 {_minus(px, 11, 1)}; }}
QPushButton[role="tag-chip"] {{ background: {t.grey_soft}; color: {t.ink}; border: 1px solid {t.grey_soft};
  border-radius: 3px; min-height: {px(24)}; padding: 0 {px(6)}; }}
QPushButton[role="tag-chip"]:focus {{ border: 1px solid {t.ring}; }}
"""


def _ticks(t: Palette, px: Px, scale: float) -> str:
    box, dot = px(14), f"{int(7.5 * scale)}px"
    checked = "QCheckBox::indicator:checked"
    return f"""
QCheckBox, QRadioButton {{ spacing: {px(8)}; background: transparent; min-height: {px(28)}; border: 0; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: {box}; height: {box}; border: 1px solid {t.line2};
  border-radius: 3px; background: {t.surface}; }}
QRadioButton::indicator {{ border-radius: {dot}; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.primary}; }}
{checked}, QCheckBox::indicator:indeterminate {{ background: {t.primary}; border-color: {t.primary}; }}
{checked} {{ image: url("{mark_path(t, "check")}"); }}
QCheckBox::indicator:indeterminate {{ image: url("{mark_path(t, "dash")}"); }}
QRadioButton::indicator:checked {{ border-color: {t.primary}; background: {t.primary};
  image: url("{mark_path(t, "dot")}"); }}
QCheckBox:focus, QRadioButton:focus {{ outline: 0; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {t.ring};
  width: {_minus(px, 14, 2)}; height: {_minus(px, 14, 2)}; }}
QCheckBox::indicator:checked:focus {{ border-color: {t.ring_on}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.disabled}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; background: {t.sunken}; }}
"""


def _combos(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: {px(28)}; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{mark_path(t, "down")}");
  width: {px(16)}; height: {px(16)}; }}
QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.line2}; outline: 0; padding: 4px;
  selection-background-color: {t.soft}; selection-color: {t.primary}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(30)}; padding: 0 {px(8)}; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: 0; width: {px(24)}; background: transparent; }}
QSpinBox::up-arrow {{ image: url("{mark_path(t, "up")}"); width: {px(12)}; height: {px(12)}; }}
QSpinBox::down-arrow {{ image: url("{mark_path(t, "down")}"); width: {px(12)}; height: {px(12)}; }}
"""


def _lists(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QListView, QTreeView {{ background: {t.surface}; border: 0; outline: 0; }}
QListView::item {{ min-height: {px(32)}; padding: 0 {px(8)}; border-radius: 3px; color: {t.ink}; }}
QListView::item:hover {{ background: {t.hover}; }}
QListView::item:selected {{ background: {t.soft}; color: {t.primary}; }}
"""


def _tabs(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QTabBar {{ background: transparent; border: 0; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; border: 0; border-bottom: 3px solid transparent; color: {t.ink2};
  padding: 0 {px(4)}; margin-right: {px(28)}; min-height: {px(36)}; }}
QTabBar::tab:hover {{ color: {t.ink}; border-bottom-color: {t.line}; }}
QTabBar::tab:selected {{ color: {t.primary}; border-bottom-color: {t.primary}; font-weight: 700; }}
QTabBar::tab:focus {{ border: 2px solid {t.ring}; border-radius: 3px; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {t.line}; }}
"""


def _tables(t: Palette, px: Px, _scale: float) -> str:
    return f"""
QTableView {{ background: {t.surface}; border: 0; gridline-color: transparent; outline: 0;
  selection-background-color: {t.soft}; selection-color: {t.ink}; }}
QHeaderView {{ background: {t.sunken}; border: 0; }}
QHeaderView::section {{ background: {t.sunken}; color: {t.ink3}; border: 0; border-bottom: 1px solid {t.line};
  padding: 0 {px(10)}; height: {px(34)}; }}
QTableCornerButton::section {{ background: {t.sunken}; border: 0; }}
"""


def _bars(t: Palette, px: Px, scale: float) -> str:
    radius = f"{int(4 * scale)}px"
    return f"""
QProgressBar {{ background: {t.cgrid}; border: 0; border-radius: {radius}; min-height: {px(9)}; max-height: {px(9)};
  text-align: center; }}
QProgressBar::chunk {{ background: {t.c1}; border-radius: {radius}; }}
"""


def _scroll(t: Palette, _px: Px, _scale: float) -> str:
    handle = "#B9B6AF" if not t.dark else "#4A4F56"
    return f"""
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 2px; border: 0; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 2px; border: 0; }}
QScrollBar::handle:vertical {{ background: {handle}; border-radius: 4px; min-height: 40px; }}
QScrollBar::handle:horizontal {{ background: {handle}; border-radius: 4px; min-width: 40px; }}
QScrollBar::handle:hover {{ background: {t.line2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
"""


def _messages(t: Palette, px: Px, _scale: float) -> str:
    rules = [
        f'QFrame[role="toast"] {{ background: {t.tip}; border: 0; border-radius: 5px; }}',
        f'QFrame[role="toast"] QLabel {{ color: {t.tip_ink}; }}',
        f'QFrame[role="toast"] QPushButton {{ color: {t.tip_ink}; border: 1px solid transparent; font-weight: 700; '
        f"background: transparent; text-decoration: underline; padding: 0 {px(6)}; min-height: {px(26)}; }}",
        f'QFrame[role="toast"] QPushButton:focus {{ border-color: {t.tip_ink}; }}',
        f'QDialog[role="dialog"] {{ background: {t.surface}; }}',
    ]
    for tone in ("amber", "red", "green"):
        ground, edge, ink = t.of(f"{tone}_soft"), t.of(f"{tone}_line"), t.of(tone)
        bar = f'QFrame[role="message-{tone}"]'
        rules += [
            f"{bar} {{ background: {ground}; border: 1px solid {edge}; border-radius: 5px; }}",
            f'{bar} QLabel {{ color: {ink}; }} {bar} QPushButton[role="link"] {{ color: {ink}; font-weight: 700; }}',
        ]
    return "\n".join(rules)
