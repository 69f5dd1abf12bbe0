"""What a person sets up for this ledger on this laptop: when it locks itself, and ready phrases for visits."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Invalid, Problem
from fupin_desk.ledgers.changes import Changes

IDLE_CHOICES = (5, 15, 30)
"""Minutes without a key or the mouse after which the ledger may be set to lock."""
IDLE_MINUTES = 15
PHRASES = (
    "户主在家，身体和去年一样。",
    "核对了务工收入和银行流水，与台账一致。",
    "孩子在校正常，助学金已到账。",
    "住房安全，没有漏雨和裂缝。",
    "饮水正常，水费按时交。",
    "宣讲了医保缴费政策，户主表示按时缴。",
    "户主反映缺少发展资金，已讲解小额信贷政策。",
    "家里没人，电话联系后约好下次上门。",
)
"""What F9 offers in 登记走访 until the team has written its own."""
_MOST_PHRASES, _LONGEST = 60, 200
_IDLE, _PHRASES = "idle_minutes", "phrases"


def idle_minutes(session: Session) -> int:
    """After how many minutes without a key or the mouse the ledger locks itself."""
    return int(session.file.setting(_IDLE, IDLE_MINUTES))


def set_idle_minutes(session: Session, minutes: int) -> Changes:
    """Choose one of IDLE_CHOICES. Raises ValueError for another number."""
    if minutes not in IDLE_CHOICES:
        raise ValueError(minutes)
    session.file.keep_setting(_IDLE, minutes)
    return Changes(f"{minutes} 分钟没动就锁上。")


def phrases(session: Session) -> list[str]:
    """The phrases F9 offers in 登记走访, in the team's own order."""
    kept = session.file.setting(_PHRASES)
    return list(PHRASES) if kept is None else [str(text) for text in kept]


def set_phrases(session: Session, texts: Sequence[str]) -> list[str]:
    """Keep the team's phrases: blank ones and repeats are dropped. Raises Invalid when one is too long or too many."""
    neat = list(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
    problems = [Problem(f"第{at}条", f"超过 {_LONGEST} 个字，请分成两条。") for at, t in enumerate(neat, 1) if len(t) > _LONGEST]
    if len(neat) > _MOST_PHRASES:
        problems.append(Problem("常用语", f"最多 {_MOST_PHRASES} 条，现在有 {len(neat)} 条。"))
    if problems:
        raise Invalid(problems)
    session.file.keep_setting(_PHRASES, neat)
    return neat
