"""疑点: small named functions, each asking one question of one household."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fupin_desk.ledgers.checks import helping, identity, living
from fupin_desk.ledgers.checks.asked import Asked, Checks
from fupin_desk.ledgers.family import Doubt, HouseholdFile
from fupin_desk.ledgers.registry import ledger_of

ALL_CHECKS: Checks = (*identity.CHECKS, *living.CHECKS, *helping.CHECKS)


def check_household(file: HouseholdFile, today: date, parameter: Callable[[str, int], Any]) -> list[Doubt]:
    """Every doubt about one household on a day, in the order of the rules."""
    asked = Asked(file, today, parameter)
    return [
        Doubt(rule, level, ledger_of(hit.record).name, hit.record.id, hit.field, hit.message)
        for rule, level, check in ALL_CHECKS
        for hit in check(asked)
    ]
