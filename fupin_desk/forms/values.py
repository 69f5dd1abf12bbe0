"""What goes into a form and what comes back from printing it: values, allowed names, the stamp, the findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Value:
    """One value as it is read by people. ``options`` are all labels of its code list (for 勾选), ``raw`` the value
    itself where a show needs it: 分 for 元 and 大写, hundredths for 亩, a date for 年月日, picture bytes for 照片, pairs of label and number for 图表.
    """

    text: str = ""
    options: tuple[str, ...] = ()
    raw: object = None

    def __repr__(self) -> str:
        return "Value(…)"  # what people wrote stays out of tracebacks and logs


NOTHING = Value()
Item = Mapping[str, Value]


@dataclass(frozen=True)
class FormData:
    """What one copy of a form is filled with. ``title`` is its bookmark, ``code`` the short code in its corner."""

    title: str = field(repr=False)
    scalars: Mapping[str, Value] = field(repr=False)
    lists: Mapping[str, Sequence[Item]] = field(default_factory=dict, repr=False)
    code: str = ""


@dataclass(frozen=True)
class Names:
    """The placeholders a form may use for one object: single values, and lists with the names of their items.

    ``aliases`` leads from other spellings (code names, names without the object) to these. ``public`` are the names a
    form that is posted in public may use (domain 5.6); an allow-list, never a block-list.
    """

    scalars: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    aliases: Mapping[str, str] = field(default_factory=dict)
    public: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, lists with their prefix, sorted."""
        items = [f"{name}.{item}" for name, found in self.lists.items() for item in found]
        return tuple(sorted([*self.scalars, *items]))

    def resolve(self, name: str) -> str | None:
        """The name a form's spelling stands for; None when there is none."""
        name = self.aliases.get(name, name)
        if name in self.scalars:
            return name
        listed, _, item = name.partition(".")
        return name if item in self.lists.get(listed, ()) else None


@dataclass(frozen=True)
class Stamp:
    """Who prints, when, and with which version of the program: the small line at the foot of every page.

    ``watermark`` is a word that runs across every page in light grey.
    """

    person: str
    time: datetime
    version: str = ""
    watermark: str = ""


@dataclass(frozen=True)
class Overflow:
    """A text that does not fit its cell even at the smallest size; ``household`` is the copy's title."""

    form: str
    household: str = field(repr=False)
    cell: str
    name: str
    needed: int
    fits: int

    def __str__(self) -> str:
        where = f"{self.form} {self.cell}" + (f"（{self.name}）" if self.name else "")
        return f"{self.household}：{where}要写 {self.needed} 行，只放得下 {self.fits} 行。"


@dataclass(frozen=True)
class MissingGlyph:
    """A character that no bundled font has; it is printed as 〓."""

    form: str
    household: str = field(repr=False)
    cell: str
    character: str

    def __str__(self) -> str:
        return f"{self.household}：{self.form} {self.cell} 里有打不出的字 U+{ord(self.character):04X}。"


@dataclass(frozen=True)
class PrintResult:
    """What was printed: pages, copies (households), and what the reader should know before signing."""

    pages: int
    households: int
    overflows: tuple[Overflow, ...] = ()
    missing_glyphs: tuple[MissingGlyph, ...] = ()
