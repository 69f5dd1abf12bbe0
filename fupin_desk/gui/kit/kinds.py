"""From a kind of value to its editor: one plain dict, and a test that no kind is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desk.gui.kit.cells import MultiChoice, Option, OptionRow, YesNo
from fupin_desk.gui.kit.choices import ChipBox, ChoiceBox
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit, MomentEdit, MonthEdit
from fupin_desk.gui.kit.inputs.identity import CardEdit, IdEdit, PhoneEdit, VillageCodeEdit
from fupin_desk.gui.kit.inputs.line import LongText, TextEdit
from fupin_desk.gui.kit.inputs.numbers import MoneyEdit, NumberEdit, YearEdit
from fupin_desk.gui.kit.photo import PhotoEdit
from fupin_desk.ledgers import codes, kinds
from fupin_desk.ledgers.kinds import Kind
from fupin_desk.ledgers.record import Field

SHOWN_OPTIONS = 6
"""Up to so many options of a single choice are shown; more hide in a list."""
SHOWN_CHOICES = 10


@dataclass(frozen=True)
class Surroundings:
    """What an editor may need besides its kind.

    ``refs`` gives the records of another ledger as options; ``year`` limits code lists to what forms of that year
    offer; ``dense`` puts even short lists into a box, for grids where a row of options has no room.
    """

    refs: Callable[[str], Sequence[Option]] | None = None
    year: int | None = None
    dense: bool = False


PLAIN = Surroundings()
Maker = Callable[[Any, Surroundings], Any]


def code_options(list_name: str, year: int | None = None) -> list[Option]:
    """The options of a code list in paper order, found also by their other wordings."""
    offered = codes.code_list(list_name).options(year)
    return [Option(code.code, code.label, " ".join((code.short, *code.aliases)).strip()) for code in offered]


def _text(kind: kinds.Text, _around: Surroundings) -> Any:
    return LongText(lines=kind.lines, most=kind.most) if kind.lines > 1 else TextEdit(most=kind.most)


def _choice(kind: kinds.Choice, around: Surroundings) -> Any:
    options = code_options(kind.list_name, around.year)
    if len(options) <= SHOWN_OPTIONS and not around.dense:
        return OptionRow(options)
    return ChoiceBox(options)


def _choices(kind: kinds.Choices, around: Surroundings) -> Any:
    options = code_options(kind.list_name, around.year)
    if len(options) <= SHOWN_CHOICES and not around.dense:
        return MultiChoice(options, columns=5, most=kind.most)
    return ChipBox(options)


def _ref(kind: kinds.Ref, around: Surroundings) -> Any:
    return ChoiceBox(around.refs(kind.ledger) if around.refs is not None else ())


EDITORS: dict[type[Kind], Maker] = {
    kinds.Text: _text,
    kinds.Whole: lambda kind, _around: NumberEdit(kind, suffix=kind.unit),
    kinds.Year: lambda _kind, _around: YearEdit(),
    kinds.Money: lambda _kind, _around: MoneyEdit(),
    kinds.Area: lambda kind, _around: NumberEdit(kind, suffix=kind.unit),
    kinds.Day: lambda _kind, _around: DateEdit(),
    kinds.Moment: lambda _kind, _around: MomentEdit(),
    kinds.Month: lambda _kind, _around: MonthEdit(),
    kinds.YesNo: lambda _kind, _around: YesNo(),
    kinds.Choice: _choice,
    kinds.Choices: _choices,
    kinds.Ref: _ref,
    kinds.IdNumber: lambda _kind, _around: IdEdit(),
    kinds.Phone: lambda _kind, _around: PhoneEdit(),
    kinds.BankCard: lambda _kind, _around: CardEdit(),
    kinds.VillageCode: lambda _kind, _around: VillageCodeEdit(),
    kinds.Photo: lambda _kind, _around: PhotoEdit(),
}
"""Every kind of ``ledgers.kinds.ALL_KINDS`` and the maker of its editor."""


def editor_for(kind: Kind, around: Surroundings = PLAIN) -> Any:
    """A new editor (kit.inputs.editor.Editor) for values of this kind. Raises KeyError for a kind without one."""
    return EDITORS[type(kind)](kind, around)


def field_for(field: Field, around: Surroundings = PLAIN, **options: Any) -> FieldFrame:
    """A labelled editor for a declared field; ``options`` go to FieldFrame (side, hint, auto, label_width)."""
    return FieldFrame(field.label, editor_for(field.kind, around), required=field.required, **options)
