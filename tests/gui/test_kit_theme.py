"""The theme: contrast of every pair, marks in the colours of their palette, icons, sizes."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from fupin_desk.core.resources import resource
from fupin_desk.gui.navigation import ENTRIES
from fupin_desk.gui.theme import contrast, fonts, icons, qss
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import DARK, INKS, LIGHT, SCALES, TONES, Palette

TEXT_ON = {
    "ink": "surface paper nav soft hover",
    "ink2": "surface paper nav soft",
    "ink3": "surface paper nav sunken soft soft0",
    "primary": "surface paper soft nav soft2",
    "on_primary": "primary primary_h primary_p",
    "red": "surface red_soft paper soft soft0",
    "amber": "surface amber_soft paper soft soft0",
    "green": "surface green_soft paper",
    "grey": "grey_soft",
    "white": "seal",
    "tip_ink": "tip",
}
MARKS_ON = {
    "line2": "surface paper",
    "ring": "surface paper",
    "ring_on": "primary",
    "red_line": "surface",
    "c1": "surface",
    "cgreen": "surface",
    "cred": "surface",
    "camber": "surface",
}


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2)."""
    drawn = QColor(color)
    channels = (drawn.redF(), drawn.greenF(), drawn.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (MARKS_ON, 3.0)], ids=["text", "marks"])
def test_everything_can_be_read(palette: Palette, pairs: dict[str, str], least: float) -> None:
    for token, grounds in pairs.items():
        for ground in grounds.split():
            assert ratio(palette.of(token), palette.of(ground)) >= least, (token, ground)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_of_the_style_sheet_wear_its_colours(palette: Palette) -> None:
    allowed = {palette.on_primary, palette.ink2}
    for name in ("check", "dash", "dot", "down", "up"):
        drawn = resource("icons", "style", "dark" if palette.dark else "light", f"{name}.svg")
        assert set(re.findall(r"#[0-9A-F]{6}", drawn.read_text(encoding="utf-8"))) <= allowed


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_whole_at_every_scale(palette: Palette, scale: float) -> None:
    sheet = qss.style_sheet(palette, scale)
    assert sheet.count("{") == sheet.count("}")
    assert not re.search(r"-\d+px|\{[a-z]\w*[.}]|None", sheet)
    radius = int(re.search(r'role="chip"\] \{[^}]*border-radius: (\d+)px', sheet)[1])  # type: ignore[index]
    assert radius <= round(28 * scale) / 2 + 1  # more than half the height would drop all rounding


def test_every_icon_that_is_named_is_there(desk_app: QApplication) -> None:
    source = resource("icons").parent.parent / "fupin_desk" / "gui"
    names = {entry.icon for entry in ENTRIES}
    for path in source.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r'icon="([a-z0-9-]+)"', text))
        names |= set(re.findall(r'(?:set_icon|icons\.paint)\([\w.]+, "([a-z0-9-]+)"', text))
    for name in names:
        assert resource("icons", f"{name}.svg").is_file(), name
    assert (resource("icons") / "LICENSE").is_file()


def test_icons_are_sharp_at_150_percent_and_wear_the_theme(desk_app: QApplication) -> None:
    drawn = icons.pixmap("house", "primary", 18, 1.5)
    assert drawn.width() == 27
    image = drawn.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(27) for y in range(27) if image.pixelColor(x, y).alpha() > 250}
    assert LIGHT.primary.lower() in seen


def test_the_shipped_font_is_the_one_in_use(desk_app: QApplication) -> None:
    assert "Noto Sans SC" in fonts.load()
    assert fonts.load_rare()


def test_large_text_steps_and_comes_back(desk_app: QApplication) -> None:
    seen = [theme().step_scale(1) for _ in range(4)]
    assert seen == [1.15, 1.25, 1.5, 1.5]
    assert theme().px(34) == 51
    assert desk_app.font().pixelSize() == 21
    assert theme().step_scale(-1) == 1.25
    assert theme().step_scale(0) == 1.0


def test_every_tone_has_its_colours() -> None:
    for ground, ink in TONES.values():
        assert LIGHT.of(ground)
        assert DARK.of(ink)
    assert set(TONES) < set(INKS)


def test_in_high_contrast_the_systems_colours_rule(desk_app: QApplication) -> None:
    system = QPalette(QColor("#000000"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    system.setColor(QPalette.ColorRole.Text, QColor("#FFFFFF"))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1AEBFF"))
    system.setColor(QPalette.ColorRole.HighlightedText, QColor("#000000"))
    palette = contrast.system_palette(system)
    assert palette.dark
    for pairs, least in ((TEXT_ON, 4.5), (MARKS_ON, 3.0)):
        for token, grounds in pairs.items():
            for ground in grounds.split():
                assert ratio(palette.of(token), palette.of(ground)) >= least, (token, ground)
    assert not contrast.high_contrast()  # only Windows has it
