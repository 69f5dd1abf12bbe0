"""登记走访: what the next step may be for each need that was found."""

from __future__ import annotations

from collections.abc import Sequence

_OFFERS: dict[str, tuple[str, ...]] = {
    "1": ("问慢性病门诊卡怎么办，回来告诉他", "带住院单据去报销"),
    "2": ("联系学校，问助学金到账没有", "劝返学，和学校约好时间"),
    "3": ("拍照报乡里，请人来鉴定房屋", "联系村里先补漏雨"),
    "4": ("请管水员来看供水", "取水样送检"),
    "5": ("联系农技员上门看一次", "准备到户项目申请"),
    "6": ("送务工岗位信息，问愿不愿意去", "报名下一期培训"),
    "7": ("帮着写低保申请，交到村里", "带他去乡民政办问"),
    "8": ("联系残联，约评残时间",),
}
"""Code of need (code list need) -> steps, the usual one first."""
_MOST = 6


def steps_for(needs: Sequence[str]) -> list[str]:
    """Next steps for these needs: the usual one of each first, then the others."""
    ranked = [(place, text) for code in needs for place, text in enumerate(_OFFERS.get(code, ()))]
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])][:_MOST]
