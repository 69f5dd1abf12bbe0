"""Errors that are meant for the person: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place: ``where`` is a field or cell, ``level`` E (refused), W (doubt) or H (hint)."""

    where: str
    message: str
    level: str = "E"


class DeskError(Exception):
    """A refusal or a fault of the world. Its text is for the user, in Chinese, and never holds personal data."""


class Invalid(DeskError):
    """Input that cannot be taken; carries every problem at once."""

    def __init__(self, problems: Iterable[Problem], title: str = "有几处填得不对，还没有保存。") -> None:
        self.problems = tuple(problems)
        lines = [f"{p.where}：{p.message}" if p.where else p.message for p in self.problems]
        super().__init__("\n".join([title, *lines]))


class Stale(DeskError):
    """The record was changed by someone else since it was read; nothing was written."""


class Cancelled(Exception):
    """The person stopped the work. Silent: everything is as it was before."""
