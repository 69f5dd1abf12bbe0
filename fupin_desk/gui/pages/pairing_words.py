"""Words of 结对帮扶: the rules, why a household has nobody, the chain of helpers, terms and loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desk.actions.pairing_board import Link, Waiting
from fupin_desk.core.dates import show_day_short
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.codes import code_list

_BACK = "3"
"""The code of 返贫 in the list of poverty states."""


def rules_in_words(caps: Mapping[str, int]) -> str:
    """``每户一名帮扶责任人，每人不超过 12 户``, or by rank where the county says so."""
    if len(set(caps.values())) <= 1:
        return f"每户一名帮扶责任人，每人不超过 {next(iter(caps.values()), 12)} 户"
    return f"每户一名帮扶责任人，每人不超过 {min(caps.values())} 到 {max(caps.values())} 户，按职务级别"


def done_in_words(changes: Changes) -> str:
    """What was done, with what is to be known about it: the cap is warned of, not enforced."""
    warned = list(dict.fromkeys(problem.message for problem in changes.warnings))
    more = f"还有 {len(warned) - 1} 人超过上限。" if len(warned) > 1 else ""
    return f"{changes.summary}。{warned[0]}{more}可以保留，也可以再调。" if warned else f"{changes.summary}。"


def month(day: date) -> str:
    """``2018-03``."""
    return f"{day:%Y-%m}"


def term(since: date | None, until: date | None) -> str:
    """``2018-03 至 2019-11``, ``2018-03 至今``; blank when nobody knows."""
    if since is None and until is None:
        return ""
    start = month(since) if since else "不详"
    return f"{start} 至 {month(until)}" if until else f"{start} 至今"


@dataclass(frozen=True)
class WaitingRow:
    """One household as it is drawn: its name, number, what it is in a few words, and why nobody answers for it."""

    household: str
    head: str
    number: str
    about: str
    why: str


def waiting_row(waiting: Waiting, today: date) -> WaitingRow:
    """The words of one household: ``二组 3 人 缺资金`` and ``上一任张建军 11月06日调离，空 14 天``."""
    card = waiting.card
    cause = code_list("poverty_cause").short(card.cause) if card.cause else ""
    about = " ".join(filter(None, [card.group_name, f"{card.size} 人", cause]))
    return WaitingRow(card.household, card.head, card.short_number, about, _why(waiting, today))


def _why(waiting: Waiting, today: date) -> str:
    if waiting.until is None:
        back = "返贫，" if waiting.card.state == _BACK else ""
        year = waiting.card.identified_year
        return f"{back}{f'{year} 年识别，' if year and not back else ''}没有指派过"
    reason = code_list("pairing_end_reason").label(waiting.reason) if waiting.reason else ""
    reason = reason.removeprefix("上一任") if reason else "结束"
    days = (today - waiting.until).days
    gap = f"，空 {days} 天" if days > 0 else "，今天起空缺"
    return f"上一任 {waiting.former} {show_day_short(waiting.until, today)}{reason}{gap}"


@dataclass(frozen=True)
class ChainItem:
    """One entry of the chain: a name, the time at its right, a line below it. ``open``: nobody, a hollow ring."""

    name: str
    time: str
    detail: str
    open: bool = False


def chain_items(links: list[Link], today: date, planned: str = "") -> list[ChainItem]:
    """The chain of a household from now back. ``planned`` is a helper picked and not yet saved."""
    items = [_chain_item(link) for link in links]
    current = any(link.main and (link.until is None or link.until > today) for link in links)
    if not current:
        ended = [link.until for link in links if link.main and link.until]
        since = f"{show_day_short(max(ended), today)}起" if ended else ""
        items.insert(0, ChainItem("空缺", since, f"准备指派给 {planned}，还没有保存" if planned else "等待指派", open=True))
    return items


def _chain_item(link: Link) -> ChainItem:
    reason = code_list("pairing_end_reason").label(link.reason) if link.reason else ""
    reason = reason.removeprefix("上一任")
    where = " ".join(filter(None, [link.unit, link.duty]))
    detail = "。".join(filter(None, [where, reason]))
    return ChainItem(link.name if link.main else f"{link.name}（协助）", term(link.since, link.until), detail)
