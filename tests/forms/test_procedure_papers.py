"""Procedure papers: who stands on a public list, what it may show, whom the villagers' review speaks of."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from fupin_desk.actions import printing
from fupin_desk.actions.filling import notices
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.printing import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Invalid
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.names import names_of
from fupin_desk.ledgers.monitoring import Monitoring
from fupin_desk.ledgers.record import Record
from tests.demo_ledgers import make_sample
from tests.forms.sheets import save, sheet

MONTH = "2025-02"
POSTED = [info.name for info in catalog.list_forms() if info.group == "程序文书与公示" and info.public]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty households."""
    return make_sample(tmp_path_factory.mktemp("procedure") / "石桥村.fupin", 40)


def put(session: Session, *made: Record) -> None:
    with session.file.work("试用", strict=False) as work:
        work.put_many(list(made))


def february(session: Session, households: tuple[str, ...] | None = None) -> VillageSource:
    return VillageSource(session, 2025, MONTH, households)


def read(session: Session, order: Order) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", pdf.page_text(printing.preview(session, order))))


def watched(session: Session) -> list[str]:
    """Four households: identified in the month, before it, cleared in the month, never."""
    ids = february(session).ids
    put(
        session, Monitoring(household=ids[0], monitor_kind="3", identified_month="2025-02", risks=("01",)),
        Monitoring(household=ids[1], monitor_kind="2", identified_month="2025-01"),
        Monitoring(household=ids[2], identified_month="2024-03", cleared=True, cleared_month="2025-02", cleared_way="1"),
    )  # fmt: skip
    return ids[:4]


def test_lists_hold_the_households_of_the_month(session: Session) -> None:
    watched(session)
    source = february(session)
    names = [file.head_name(source.today) for file in source.files]
    found, cleared = notices.listed(source, notices.IDENTIFIED), notices.listed(source, notices.CLEARED)
    assert [(row["户主姓名"].text, row["类别"].text) for row in found] == [(names[0], "突发严重困难户")]
    assert [(row["户主姓名"].text, row["类别"].text) for row in cleared] == [(names[2], "帮扶消除")]
    counts = notices.counts(source)
    assert counts["识别户数"].text == counts["消除户数"].text == "1"
    assert counts["识别人数"].text == str(len(source.files[0].people(source.today))) == found[0]["人口"].text


def test_a_notice_that_lists_nobody_leaves_its_counts_to_the_pen(session: Session) -> None:
    counts = notices.counts(february(session))
    assert (counts["消除户数"].text, counts["消除人数"].text) == ("", "")


def test_a_list_holds_exactly_the_households_that_were_picked(session: Session) -> None:
    picked = watched(session)[2:]
    rows = notices.listed(february(session, tuple(picked)), notices.IDENTIFIED)
    assert len(rows) == 2 and rows[1]["类别"].text == ""
    assert next(row["评议事项"].text for row in notices.review_rows(february(session, tuple(picked)))) == "风险消除"


def test_exits_are_those_of_the_year(session: Session) -> None:
    source = february(session)
    with session.file.work("退出", strict=False) as work:
        for n, (state, left, planned) in enumerate([("1", 2025, None), ("2", None, 2025), ("1", 2024, None), ("0", None, 2025)]):
            work.put(dataclasses.replace(source.files[n].household, state=state, exit_year=left, planned_exit_year=planned))
    source = february(session)
    expected = [file.head_name(source.today) for file in source.files[:2]]
    others = {file.household.id for file in source.files[4:] if file.household.exit_year == 2025 or file.household.planned_exit_year == 2025}
    names = [row["户主姓名"].text for row in notices.listed(source, notices.EXITED)]
    assert names[:2] == expected and len(names) == 2 + len(others)
    assert "脱贫退出" in [row["评议事项"].text for row in notices.review_rows(source)]


def test_a_child_who_is_head_is_not_named(session: Session) -> None:
    watched(session)
    head = february(session).files[0].head(date.today())
    assert head is not None
    with session.file.work("户主", strict=False) as work:
        work.put(dataclasses.replace(head, name="欧小雨", birth=date(2015, 5, 6), id_number=None))
    assert notices.listed(february(session), notices.IDENTIFIED)[0]["户主姓名"].text == "欧某某"
    assert "欧小雨" not in read(session, Order("identified_notice", month=MONTH, year=2025))
    assert "欧小雨" in read(session, Order("democratic_review", month=MONTH, year=2025)), "评议是内部材料"


def test_posted_papers_tell_nothing_of_illness_ids_or_telephones(session: Session) -> None:
    watched(session)
    text = "".join(read(session, Order(name, month=MONTH, year=2025)) for name in POSTED)
    file = february(session).files[0]
    assert file.head_name(date.today()) in text
    secrets = [file.household.phone, file.household.address, file.household.number, *(m.id_number for m in file.members)]
    assert [secret for secret in secrets if secret and secret in text] == []
    assert "因病" not in text and "内部资料" not in text


def test_the_papers_that_are_posted_in_public() -> None:
    assert len(POSTED) == 10
    assert {"identified_notice", "exit_announcement", "project_board", "village_accounts"} <= set(POSTED)


@pytest.mark.parametrize("name", ["户.联系电话", "评议名单.评议事项", "户.户主证件号码", "考勤.事由", "本月.走访户数", "工作.群众诉求", "村.村负责人电话"])
def test_a_public_form_with_any_other_name_is_refused(tmp_path: Path, name: str) -> None:
    made = save(sheet({"A1": f"{{{{{name}}}}}"}, notes={"名称": "公示", "对象": "村", "公开": "是"}), tmp_path)
    with pytest.raises(Invalid, match="没有看懂") as refused:
        catalog.load_form(made, names_of("村"))
    assert "不能出现在公开张贴的表上" in refused.value.problems[0].message


def test_a_long_list_goes_on_and_is_signed_once(session: Session) -> None:
    ids = tuple(february(session).ids)
    order = Order("identified_notice", ids, month=MONTH, year=2025)
    source = february(session)
    text = read(session, order)
    assert [file.head_name(source.today) for file in source.files if file.head_name(source.today) not in text] == []
    assert text.count("监督电话") == 1 and f"下列{len(ids)}户" in text and text.count("户主姓名") == printing.page_count(printing.preview(session, order))


def test_a_long_review_goes_on_behind_the_signatures(session: Session) -> None:
    ids = tuple(february(session).ids[:24])
    pages = printing.page_count(printing.preview(session, Order("democratic_review", ids, month=MONTH, year=2025)))
    assert pages == 3
