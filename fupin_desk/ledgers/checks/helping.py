"""Doubts about helpers and visits (domain 7.7) that the first ledgers can feed."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desk.ledgers.checks.asked import Asked, Checks, Hit
from fupin_desk.ledgers.helping import is_current


def no_helper(asked: Asked) -> Iterator[Hit]:
    """D150: every household has a named helper; where one is missing 首页 and the list say so too."""
    if asked.file.main_pairing(asked.today) is None:
        yield Hit(asked.file.household, "number", "这一户没有帮扶责任人。请到“结对帮扶”指派。")


def term_upside_down(asked: Asked) -> Iterator[Hit]:
    """D152: a pairing that ends before it begins."""
    for p in asked.file.pairings:
        if p.since and p.until and p.until < p.since:
            yield Hit(p, "until", f"结对结束（{p.until}）早于开始（{p.since}）。请核对。")


def helper_without_details(asked: Asked) -> Iterator[Hit]:
    """D153: a helper needs unit, duty and phone so that the family can find him or her."""
    for p in asked.file.pairings:
        helper = asked.file.helpers.get(p.helper)
        if helper is None or not is_current(p, asked.today):
            continue
        missing = [w for w, value in (("单位", helper.unit), ("职务", helper.duty), ("电话", helper.phone)) if not value]
        if missing:
            yield Hit(p, "helper", f"帮扶责任人{helper.name}没有填{'、'.join(missing)}。")


CHECKS: Checks = (("D150", "H", no_helper), ("D152", "E", term_upside_down), ("D153", "H", helper_without_details))
