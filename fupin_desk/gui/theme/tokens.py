"""The one source of colours and sizes: paper, ink and seal. Sizes are logical pixels at 100 %."""

from __future__ import annotations

from dataclasses import dataclass

SCALES = (1.0, 1.15, 1.25, 1.5)
"""The steps of 大字."""

TEXT, SMALL, CARD_TITLE, PAGE_TITLE, NAME_TITLE, WIZARD_TITLE, BIG_NUMBER = 14, 13, 15, 18, 20, 24, 28
INPUT, BUTTON, BIG_BUTTON, CHIP, SMALL_BUTTON = 34, 32, 38, 30, 28
ROW, ROW_COMPACT, ROW_ROOMY = 34, 30, 40
NAV, NAV_NARROW, NAV_ITEM, NAV_ITEM_NARROW = 176, 86, 36, 56
HEADER, HEADER_LOW, STATUS, ICON = 56, 50, 28, 18
RADIUS_TAG, RADIUS_INPUT, RADIUS_BUTTON, RADIUS_CARD = 3, 4, 5, 6
FULL_WIDTH, NARROW_WIDTH, LOW_HEIGHT = 1400, 1280, 800
"""Logical window sizes at which the layout changes (looks 12)."""

FAMILIES = ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "Microsoft YaHei", "Fupin Rare",
            "Microsoft Uighur", "Microsoft Himalaya", "Mongolian Baiti", "Microsoft Yi Baiti", "Malgun Gothic",
            "Fupin Scripts", "Fupin Hangul")  # fmt: skip
"""Tried in this order for each letter. Windows' own faces of other scripts come before ours, since they join letters."""
MONO_FAMILIES = ("Noto Sans Mono CJK SC", "Consolas")


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Every colour by its use, as #RRGGBB."""

    dark: bool
    paper: str
    surface: str
    sunken: str
    nav: str
    hover: str
    line: str
    line2: str
    ink: str
    ink2: str
    ink3: str
    disabled: str
    primary: str
    primary_h: str
    primary_p: str
    on_primary: str
    soft: str
    soft0: str
    soft2: str
    red: str
    red_soft: str
    red_line: str
    amber: str
    amber_soft: str
    amber_line: str
    green: str
    green_soft: str
    green_line: str
    grey: str
    grey_soft: str
    seal: str
    ring: str
    ring_on: str
    tip: str
    tip_ink: str
    c1: str
    c2: str
    c3: str
    cgreen: str
    camber: str
    cred: str
    cgrid: str
    white: str = "#FFFFFF"

    def of(self, token: str) -> str:
        """The colour of a token by its name. Raises AttributeError for an unknown one."""
        value: str = getattr(self, token)
        return value


# fmt: off
LIGHT = Palette(
    dark=False,
    paper="#F6F4EF", surface="#FFFFFF", sunken="#EFECE5", nav="#EBE8E0", hover="#F1EEE7",
    line="#DDD8CD", line2="#8A8476",
    ink="#22262B", ink2="#474D56", ink3="#5F656E", disabled="#8F9298",
    primary="#1F5A85", primary_h="#184A6E", primary_p="#123A57", on_primary="#FFFFFF",
    soft="#E2ECF4", soft0="#F0F5F9", soft2="#CFDFEB",
    red="#A92E25", red_soft="#FBEAE7", red_line="#C9756D",
    amber="#835400", amber_soft="#FBF0D6", amber_line="#B98A2E",
    green="#256343", green_soft="#E3F0E8", green_line="#5E9A79",
    grey="#50565E", grey_soft="#ECEBE8",
    seal="#B3382C", ring="#1F5A85", ring_on="#F4C562", tip="#2B3036", tip_ink="#FFFFFF",
    c1="#2F6F9F", c2="#8FB3CE", c3="#C9D8E3", cgreen="#4B8C6A", camber="#B7811F", cred="#B8483E", cgrid="#E6E2D9",
)
DARK = Palette(
    dark=True,
    paper="#1A1C1F", surface="#222529", sunken="#1E2124", nav="#16181A", hover="#2A2E33",
    line="#383D43", line2="#7C828A",
    ink="#E9E7E2", ink2="#C3C4C6", ink3="#A3A6AB", disabled="#72767C",
    primary="#86B9E2", primary_h="#A2CBEC", primary_p="#6BA3D0", on_primary="#10202D",
    soft="#223849", soft0="#1F2B35", soft2="#28445A",
    red="#FF9C90", red_soft="#45231F", red_line="#B4564C",
    amber="#EBBE66", amber_soft="#3D3117", amber_line="#9A7830",
    green="#8CCDA6", green_soft="#1E3729", green_line="#4C8464",
    grey="#C0C2C5", grey_soft="#33373C",
    seal="#C94A3D", ring="#86B9E2", ring_on="#7A4B00", tip="#E9E7E2", tip_ink="#1A1C1F",
    c1="#5C9AC9", c2="#3F6C8E", c3="#31485A", cgreen="#5FA380", camber="#D3A043", cred="#D4665B", cgrid="#31363B",
)
# fmt: on

TONES: dict[str, tuple[str, str]] = {
    "amber": ("amber_soft", "amber"),
    "blue": ("soft", "primary"),
    "green": ("green_soft", "green"),
    "red": ("red_soft", "red"),
    "grey": ("grey_soft", "grey"),
}
"""Tag tones: ground and text token. 未脱贫 amber, 拟脱贫 blue, 已脱贫 green, 返贫 red, 已销户 grey."""

INKS: dict[str, str] = {
    "": "ink",
    "strong": "ink",
    "muted": "ink3",
    "soft": "ink2",
    "amber": "amber",
    "blue": "primary",
    "green": "green",
    "red": "red",
    "grey": "ink3",
}
"""Text tones used in tables and lists: the token of their colour."""
