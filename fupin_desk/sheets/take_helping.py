"""Taking helpers, their units and pairings from a roster into the draft."""

from __future__ import annotations

from datetime import date

from fupin_desk.ledgers.helping import MAIN
from fupin_desk.sheets.clean import name_text
from fupin_desk.sheets.draft import UPDATE, Draft, Entry
from fupin_desk.sheets.match import plain_name
from fupin_desk.sheets.rowread import RowRead

DEPUTY = "2"
"""The code of 协助 in the list of pairing roles."""
OTHER_REASON = "9"
"""The code of 其他 in the list of reasons why a pairing ended."""


class HelpingTaker:
    """Helpers are told apart by name, unit and phone together: namesakes in one office do occur."""

    def __init__(self, draft: Draft, today: date) -> None:
        self.draft, self.today = draft, today
        self._units = {plain_name(unit.get("name")): unit for unit in draft.of("helping_unit")}
        self._helpers: dict[str, list[Entry]] = {}
        for helper in draft.of("helper"):
            self._helpers.setdefault(plain_name(helper.get("name")), []).append(helper)
        self._pairings: dict[str, list[Entry]] = {}
        for pairing in draft.of("pairing"):
            self._pairings.setdefault(pairing.get("household"), []).append(pairing)

    def take(self, home: Entry, read: RowRead) -> dict[str, Entry]:
        """The entries a row is about, by role (unit, helper, pairing); a row without a helper is about none."""
        column = read.source.column("helper", "name")
        if column is None:
            return {}
        found = read.find("helper.name")
        name = name_text(found.cell) if found else ""
        if not name:
            if not self._current(home):
                self.draft.report(read.source, column, "这一户没有帮扶责任人", "no_helper", who=read.who)
            return {}
        unit = self._unit(read)
        helper = self._helper(name, unit, read)
        if helper is None:
            return {}
        entries = {"helper": helper, "pairing": self._pairing(home, helper, read)}
        if unit is not None:
            entries["unit"] = unit
        for entry in entries.values():
            entry.sources.append(read.source)
        return entries

    def _unit(self, read: RowRead) -> Entry | None:
        name = read.key("unit.name")
        if not name:
            return None
        unit = self._units.get(plain_name(name))
        if unit is None:
            unit = self._units[plain_name(name)] = self.draft.new("helping_unit", read.source, name=name)
        return unit

    def _helper(self, name: str, unit: Entry | None, read: RowRead) -> Entry | None:
        phone = read.value("helper.phone")
        known = self._helpers.setdefault(plain_name(name), [])
        unit_id = unit.id if unit else None
        fitting = [helper for helper in known if _may_be(helper, unit_id, phone)]
        candidates = [helper for helper in fitting if _surely(helper, unit_id, phone)] or fitting
        if len(candidates) > 1:
            words = f"有几位帮扶责任人叫“{name}”，单位和电话分不清是哪一位，没有导入结对"
            column = read.source.column("helper", "name")
            self.draft.report(read.source, column, words, "ambiguous", level="E", who=read.who)
            return None
        if candidates:
            helper = candidates[0]
        else:
            helper = self.draft.new("helper", read.source, name=name)
            known.append(helper)
        if unit_id:
            self.draft.offer(helper, "unit", unit_id, read.source, who=name)
        if phone:
            self.draft.offer(helper, "phone", phone, read.source, who=name)
        return helper

    def _current(self, home: Entry) -> list[Entry]:
        """Pairings of a household that hold today."""
        return [p for p in self._pairings.get(home.id, []) if p.get("until") is None or p.get("until") > self.today]

    def _pairing(self, home: Entry, helper: Entry, read: RowRead) -> Entry:
        current = self._current(home)
        known = next((p for p in current if p.get("helper") == helper.id), None)
        if known is not None:
            return known
        mains = [p for p in current if p.get("role") in (None, MAIN)]
        pairing = self.draft.new("pairing", read.source, household=home.id, helper=helper.id)
        pairing.values["role"] = MAIN
        self._pairings.setdefault(home.id, []).append(pairing)
        if mains:
            self._beside(mains[0], pairing, read)
        return pairing

    def _beside(self, main: Entry, pairing: Entry, read: RowRead) -> None:
        """A second helper for a household: of one import a deputy, of another day the successor."""
        column = read.source.column("helper", "name")
        if main.sources or self.draft.mode != UPDATE:
            pairing.values["role"] = DEPUTY
            words = "这一户已经有帮扶责任人，这一位按协助登记"
        else:
            ended = self.draft.get("helper", main.get("helper"))
            self.draft.offer(main, "until", self.today, read.source)
            self.draft.offer(main, "end_reason", OTHER_REASON, read.source)
            main.sources.append(read.source)
            pairing.values["since"] = self.today
            words = f"帮扶责任人由“{ended.get('name') if ended else ''}”换成这一位，原来的结对到今天结束"
        self.draft.report(read.source, column, words, "second_helper", who=read.who)


def _may_be(helper: Entry, unit: str | None, phone: str | None) -> bool:
    """Whether a known helper of the same name can be the one of a row: nothing known of both may differ."""
    held_phone, held_unit = helper.get("phone"), helper.get("unit")
    if phone and held_phone:
        # One telephone is one person, who may have moved to another office.
        return bool(phone == held_phone)
    return not (unit and held_unit) or bool(unit == held_unit)


def _surely(helper: Entry, unit: str | None, phone: str | None) -> bool:
    """Whether a known helper has the telephone of the row, or, where the row gives none, its unit."""
    return helper.get("phone") == phone if phone else bool(unit) and helper.get("unit") == unit
