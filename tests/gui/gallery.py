"""Every control in every state, drawn by the real widgets: python tests/gui/gallery.py FOLDER [dark] [1.25]."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QWidget,
)

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow, Shell
from fupin_desk.gui.kit.busy import EmptyState, LoadingBars, ProgressCard
from fupin_desk.gui.kit.card import Card, FactGrid, Section, SectionList, Tag
from fupin_desk.gui.kit.cells import MultiChoice, Option, OptionRow, YesNo
from fupin_desk.gui.kit.charts import Bar, MonthGrid, RowBars, StackedBar, WeekBars
from fupin_desk.gui.kit.chips import Chip, ChipGroup, Segments
from fupin_desk.gui.kit.choices import ChipBox, ChoiceBox
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit
from fupin_desk.gui.kit.inputs.identity import IdEdit, PhoneEdit
from fupin_desk.gui.kit.inputs.line import LongText, TextEdit
from fupin_desk.gui.kit.inputs.numbers import AreaEdit, MoneyEdit
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.kit.strips import Metric, MetricStrip, Step, Stepper
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.kit.tables.batch import BatchBar
from fupin_desk.gui.kit.toast import MessageBar, Verb
from fupin_desk.gui.page import Page
from fupin_desk.gui.theme.current import set_role, theme

NEED_NAMES = ("就医", "上学", "住房", "饮水", "产业", "就业", "低保", "残疾证", "其他", "无")
NEEDS = [Option(str(n), name) for n, name in enumerate(NEED_NAMES, 1)]
KINDS = [Option(str(n), name) for n, name in enumerate(("入户", "电话", "政策宣讲", "收入核算", "陪同检查"), 1)]
MET = [Option(str(n), name) for n, name in enumerate(("户主本人", "配偶", "子女", "父母", "家里没人"), 1)]
PEOPLE = [Option("a", "周明远"), Option("b", "李文静"), Option("c", "何佳")]


def row_of(*widgets: QWidget, stretch: bool = True) -> QWidget:
    """Widgets side by side."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return holder


def buttons() -> Card:
    card = Card("按钮")
    for role, text in (("primary", "保存"), ("", "打印"), ("danger", "删除")):
        plain, over, down, off = (push(text, role) for _ in range(4))
        over.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        down.setDown(True)
        off.setEnabled(False)
        card.body.addWidget(row_of(plain, over, down, off, push(text, role, icon="printer")))
    links = (push("去核对", "link"), push("不要这些改动", "danger-link"), push("", "icon", icon="lock"))
    card.body.addWidget(row_of(*links, push("小按钮", small=True)))
    card.body.addStretch(1)
    return card


def chips() -> Card:
    card = Card("标签、筛选、勾选")
    tones = (("未脱贫", "amber"), ("拟脱贫", "blue"), ("已脱贫", "green"), ("返贫", "red"), ("已销户", "grey"))
    card.body.addWidget(row_of(*(Tag(*tone) for tone in tones)))
    group = ChipGroup()
    group.set_chips([("", "全部"), ("n", "未脱贫"), ("y", "已脱贫")])
    group.set_counts({"": 137, "n": 20, "y": 104})
    card.body.addWidget(row_of(group, Chip("d", "有疑点", 9)))
    part, on, off = QCheckBox("部分"), QCheckBox("已选"), QCheckBox("不可用")
    part.setTristate(True)
    part.setCheckState(Qt.CheckState.PartiallyChecked)
    on.setChecked(True)
    off.setEnabled(False)
    radio = QRadioButton("已选")
    radio.setChecked(True)
    card.body.addWidget(row_of(QCheckBox("未选"), on, part, off, QRadioButton("未选"), radio))
    card.body.addWidget(row_of(Segments([("m", "本月 9"), ("i", "我的 6"), ("d", "已办结 31")])))
    combo = QComboBox()
    combo.addItems(["HP LaserJet P1108", "存为 PDF"])
    card.body.addWidget(row_of(combo))
    card.body.addStretch(1)
    return card


def fields() -> tuple[Card, QWidget]:
    card = Card("输入框")
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    plain, focused = FieldFrame("正常", TextEdit()), FieldFrame("焦点", TextEdit(), hint="拼音首字母也行")
    plain.set_value("周明远")
    focused.set_value("李文静")
    wrong, odd = FieldFrame("错误", DateEdit(), required=True), FieldFrame("提醒", MoneyEdit(suffix="元"))
    wrong.editor.setText("1975-13-18")
    wrong.editor.textEdited.emit("1975-13-18")
    wrong.refresh()
    odd.set_check(lambda _v: "比上年多 9 倍")
    odd.set_value(9_800_000)
    changed = FieldFrame("改过没存", MoneyEdit())
    auto = FieldFrame("自动算出", MoneyEdit(), auto=True, hint="24,536 ÷ 4")
    changed.set_value(960_000)
    changed.put(1_440_000)
    auto.set_value(613_400)
    off, good = FieldFrame("不可用", TextEdit(), hint="满 16 岁才填"), FieldFrame("通过", PhoneEdit())
    off.editor.setEnabled(False)
    off.set_value("未到年龄")
    good.set_value("13900002087")
    good.say("ok", "号码正确")
    choice = FieldFrame("民族", ChoiceBox([Option("01", "汉族"), Option("03", "回族")]))
    choice.set_value("01")
    for at, frame in enumerate((plain, focused, choice, wrong, odd, changed, auto, off, good)):
        grid.addWidget(frame, at // 3, at % 3)
    person = FieldFrame("身份证号", IdEdit(), required=True)
    person.set_value("511799200803124528")
    person.put("511799200803124528")
    grid.addWidget(person, 3, 0, 1, 2)
    area = FieldFrame("耕地面积", AreaEdit())
    area.set_value(320)
    grid.addWidget(area, 3, 2)
    card.body.addLayout(grid)
    card.body.addStretch(1)
    return card, focused.editor


def visit_form() -> Card:
    card = Card("单列表单", "Tab / Enter 到下一项")
    kind, met = OptionRow(KINDS), MultiChoice(MET, boxed=False)
    kind.set_value("1")
    met.set_value(["1", "2"])
    people, needs = ChipBox(PEOPLE, placeholder="加人，拼音首字母"), MultiChoice(NEEDS, columns=5)
    people.set_value(["a", "b"])
    needs.set_value(["1", "5"])
    text = LongText(lines=3)
    text.set_value("陈建国10月底在县医院复查，医生说可以办慢性病门诊卡，还缺出院小结复印件。")
    yes = YesNo()
    yes.set_value(True)
    pairs = (("走访类型", kind), ("参与人员", people), ("见到", met), ("发现的需求", needs), ("安全饮水", yes))
    for name, editor in pairs:
        card.body.addWidget(FieldFrame(name, editor, side="left"))
    card.body.addWidget(FieldFrame("情况记录", text, side="left", required=True, hint="49 字，每 10 秒自动存草稿"))
    card.body.addStretch(1)
    return card


COLUMNS = [
    Column("no", "户编号", 62, fixed=True, as_text=True),
    Column("head", "户主", 72, fixed=True),
    Column("type", "户类型", 96, kind="soft"),
    Column("people", "人口", 48, kind="number"),
    Column("income", "人均纯收入", 98, kind="number"),
    Column("helper", "帮扶责任人", 90),
    Column("visit", "最近走访", 134, kind="day"),
    Column("load", "户数", 130, kind="bar"),
    Column("state", "状态", 76, kind="tag"),
    Column("do", "", 64, kind="link"),
]
PEOPLE_ROWS = (
    ("0152", "刘小满", "一般贫困户", "3", "3,412", "", 49, "未脱贫", "amber"),
    ("0137", "王秀兰", "一般贫困户", "4", "6,134", "周明远", 43, "未脱贫", "amber"),
    ("0029", "李长根", "低保贫困户", "2", "4,215", "李文静", 42, "已脱贫", "green"),
    ("0088", "赵桂香", "低保贫困户", "1", "5,026", "孙立新", 40, "已脱贫", "green"),
    ("0149", "龙家贵", "一般贫困户", "4", "3,120", "", 23, "返贫", "red"),
    ("0143", "杨春生", "一般贫困户", "6", "3,905", "李文静", 12, "拟脱贫", "blue"),
)


def sample_rows() -> list[Row]:
    """Six invented households."""
    rows = []
    for no, head, kind, people, income, helper, days, state, tone in PEOPLE_ROWS:
        seen = Cell("10月08日", extra=f"{days}天前", extra_tone="red" if days > 30 else "muted", sort=-days)
        assigned: str | Cell = helper or Cell("未指派", "amber")
        load = Cell(str(int(people) + 6), part=(int(people) + 6) / 12)
        rows.append(Row(no, (no, head, kind, people, income, assigned, seen, load, Cell(state, tone), "看名单")))
    return rows


def table_card() -> tuple[Card, LedgerTable]:
    card = Card(padded=False)
    table = LedgerTable()
    table.set_columns(COLUMNS)
    table.set_rows(sample_rows())
    table.show_order([("visit", False)])
    table.go_to("0137")
    table.hovered = 3
    bar = BatchBar(table)
    bar.set_detail("8 人")
    bar.add_button(push("打印", icon="printer"))
    bar.add_button(push("指派帮扶人", "primary", icon="users-round"))
    table.ticks.set(["0152", "0149", "0999"])
    card.body.addWidget(table, 1)
    card.body.addWidget(bar)
    return card, table


def messages() -> Card:
    card = Card("提示条与进度")
    work = ProgressCard()
    work.show_step("生成一户一档 PDF", 31, 57)
    card.body.addWidget(work)
    verbs = (Verb("skip", "先不带照片"),)
    text = "U盘 E: 只剩 12 MB，这个包要 88.5 MB。本机台账没有变，包也还在。"
    card.body.addWidget(MessageBar("U盘写不进去", text, verbs))
    card.body.addWidget(MessageBar("U盘拔早了，第 048 包没写完。", "", [Verb("go", "接着写")], level="warning"))
    card.body.addWidget(EmptyState("search", "没有找到“wxq”", "换成姓名、户编号，或少打一个字母", "清除条件"))
    bar = QProgressBar()
    bar.setValue(64)
    bar.setTextVisible(False)
    card.body.addWidget(bar)
    card.body.addStretch(1)
    return card


def lists() -> Card:
    card = Card("列表", "4 户")
    found = ItemList(two_lines=True)
    found.show_items(
        [
            Item("h", "找到 4 户，回车选中", heading=True),
            Item(1, "王秀兰", "0137 二组 4 人 周明远", "43天前", "red", strong="王秀兰"),
            Item(2, "吴晓玲", "0007 一组 3 人 何佳", "32天前", "red", strong="吴晓玲"),
            Item(3, "韦小兵家 吴雪莲", "0045 二组 4 人 家庭成员", "19天前", strong="吴雪莲"),
        ]
    )
    search = SearchBox("姓名、拼音首字母", key="F3")
    card.body.addWidget(search)
    card.body.addWidget(found, 1)
    return card


def sections() -> Card:
    card = Card(padded=False)
    listed = SectionList()
    listed.show_sections(
        [
            Section("a", "基本情况", "ok"),
            Section("b", "家庭成员", "error", changed=True),
            Section("c", "收入", changed=True),
            Section("d", "走访记录", count=26),
        ]
    )
    listed.set_current("b")
    card.body.addWidget(listed)
    facts = FactGrid()
    facts.show_facts([("住址", "石桥村二组 17号"), ("人均纯收入", "6,134 元", "b"), ("最近走访", "43天前", "red")])
    card.body.addWidget(facts)
    card.body.addStretch(1)
    return card


def charts() -> QWidget:
    month, weeks, causes, states = MonthGrid(), WeekBars(), RowBars(), StackedBar()
    month.show_month(2019, 11, {1, *range(4, 9), *range(11, 16), 18, 19, 20}, date(2019, 11, 20))
    names = ("9/30", "10/7", "10/14", "10/21", "10/28", "11/4", "11/11", "本周")
    numbers = (22, 34, 38, 31, 41, 36, 29, 12)
    weeks.show_bars([Bar(n, n, v, strong=n == "本周") for n, v in zip(names, numbers, strict=True)], 32)
    listed = (("因病", 41), ("因残", 23), ("缺技术", 21), ("缺劳力", 19), ("因学", 16), ("其他", 6))
    causes.show_bars([Bar(n, n, v, faint=n == "其他") for n, v in listed], 137)
    parts = (("已脱贫", 104, "cgreen"), ("拟脱贫", 11, "c1"), ("未脱贫", 20, "camber"), ("返贫", 2, "cred"))
    states.show_bars([Bar(n, n, v, tone=t) for n, v, t in parts], "468 人")
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for title, chart in (("11月驻村", month), ("每周走访次数", weeks), ("主要致贫原因", causes), ("户状态", states)):
        card = Card(title)
        card.body.addWidget(chart)
        row.addWidget(card, 3 if chart is weeks else 2)
    return holder


def strip() -> MetricStrip:
    metrics = MetricStrip()
    metrics.show_metrics(
        [
            Metric("late", "超期未走访", 7, "户", "最久 49 天：刘小满 0152", "red"),
            Metric("none", "无帮扶责任人", 3, "户", "0114、0149、0152", "amber"),
            Metric("days", "本月驻村", 14, "天 / 20天", "还差 6 天", part=0.7),
            Metric("zero", "县里未回执", 0, "包", "都有回执了"),
        ]
    )
    return metrics


def steps() -> Stepper:
    names = ("选择内容", "检查", "加密签名", "写入U盘", "核对")
    stepper = Stepper()
    stepper.show_steps([Step(name, "38 户改动、61 次走访") for name in names], 3)
    return stepper


def gallery() -> QWidget:
    """The whole sheet of states."""
    page = QWidget()
    set_role(page, "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    grid.setContentsMargins(20, 16, 20, 16)
    grid.setSpacing(12)
    table_sheet, table = table_card()
    field_card, focused = fields()
    table_sheet.setMinimumHeight(theme().px(300))
    stepper = Card()
    stepper.body.addWidget(steps())
    grid.addWidget(strip(), 0, 0, 1, 3)
    for at, card in enumerate((buttons(), chips(), messages(), field_card, visit_form(), lists())):
        grid.addWidget(card, 1 + at // 3, at % 3)
    grid.addWidget(table_sheet, 3, 0, 1, 2)
    grid.addWidget(sections(), 3, 2)
    grid.addWidget(stepper, 4, 0, 1, 3)
    grid.addWidget(charts(), 5, 0, 1, 3)
    loading = Card("读取")
    below = QWidget()
    below.setMinimumHeight(theme().px(110))
    loading.body.addWidget(below)
    page.loading = LoadingBars(below)  # type: ignore[attr-defined]
    grid.addWidget(loading, 6, 0, 1, 3)
    page.focused, page.table = focused, table  # type: ignore[attr-defined]
    return page


class SamplePage(Page):
    """A page with a table and a side sheet, for looking at the frame."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(12)
        sheet, self.table = table_card()
        side = Card("王秀兰", "0137")
        side.setFixedWidth(theme().px(312))
        side.body.addWidget(sections())
        row.addWidget(sheet, 1)
        row.addWidget(side)

    def title(self) -> str:
        return "农户台账"

    def context(self) -> str:
        return "137 户 468 人，按最近走访从早到晚"

    def panes(self) -> list[QWidget]:
        return [self.table]

    def keys(self) -> list[tuple[str, str]]:
        return [("空格", "勾选"), ("Enter", "打开档案")]


def window() -> MainWindow:
    """The main window with sample pages."""
    names = ("home", "ledger", "visit", "pairing", "printing")
    shell = Shell(
        village="石桥村",
        town="青山县 柳河乡",
        year="2019",
        user="周明远",
        duty="第一书记",
        pages=dict.fromkeys(names, SamplePage),
        search=lambda _session, text: [Item("0137", "王秀兰", "0137 二组 4 人", strong="王秀兰")] if text else [],
    )
    frame = MainWindow(Desk(), shell)
    frame.status.say_counts("石桥村 137 户 468 人")
    frame.navigation.set_badge("printing", 1)
    frame.go("ledger")
    return frame


def main() -> None:
    """Draw the sheet into a folder."""
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    dark = "dark" in words
    scale = next((float(word) for word in words if word[0].isdigit()), 1.0)
    app = QApplication([])
    theme().start(app, dark=dark, scale=scale)
    if "frame" in words:
        draw_frame(app, folder, words)
        return
    page = gallery()
    page.resize(theme().px(1400), theme().px(1500))
    page.show()
    page.activateWindow()
    page.focused.setFocus()  # type: ignore[attr-defined]
    page.loading._show_bars()  # type: ignore[attr-defined]
    for _ in range(5):
        app.processEvents()
    name = f"gallery-{app.platformName()}-{'dark' if dark else 'light'}-{scale}.png"
    page.grab().save(str(folder / name))


def draw_frame(app: QApplication, folder: Path, words: list[str]) -> None:
    """Draw the main window at the two sizes of the pictures."""
    frame = window()
    for width, height in ((1440, 868), (1366, 728)):
        frame.resize(width, height)
        frame.show()
        for _ in range(5):
            app.processEvents()
        name = f"frame-{app.platformName()}-{'-'.join(words)}-{width}.png"
        frame.grab().save(str(folder / name))
    frame.desk.stop()


if __name__ == "__main__":
    main()
