"""农户台账: the reading pane that follows the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions import households
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import show_day_short
from fupin_desk.gui.kit.card import FactGrid, Tag, label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.ledger_rows import UNASSIGNED, state_tag, whole_yuan
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.card import Card
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import Doubt, HouseholdFile
from fupin_desk.ledgers.kinds import IdNumber, Phone

_VISITS, _DOUBTS = 3, 4


@dataclass(frozen=True)
class Glance:
    """What the preview shows of one household."""

    card: Card
    file: HouseholdFile
    doubts: list[Doubt]
    today: date


def look_at(session: Session, household: str) -> Glance | None:
    """Read one household for the preview; None when it is gone."""
    card = households.cards(session, [household]).get(household)
    if card is None:
        return None
    file = households.household_file(session, household)
    return Glance(card, file, households.doubts_of(session, household), session.today)


class Preview(QFrame):
    """Identity, six facts, doubts in words, the latest visits, and what can be done with the household."""

    open_asked = Signal()
    visit_asked = Signal()
    print_asked = Signal()
    doubts_asked = Signal()
    visits_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setAccessibleName("预览")
        self.glance: Glance | None = None
        self._full = False
        self._build()
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.name, self.number, self.line = label("", "name"), label("", "mut"), label("", "sec")
        self.state = Tag()
        self.facts = FactGrid(name_width=80)
        top = QHBoxLayout()
        top.addWidget(self.name)
        top.addWidget(self.number)
        top.addStretch(1)
        top.addWidget(self.state)
        self._doubts_head, self._doubts = label("", "h2"), QVBoxLayout()
        self._visits_head, self._visits = label("最近走访", "h2"), QVBoxLayout()
        self.check_link, self.all_link = push("去核对", "link"), push("", "link")
        self.check_link.clicked.connect(self.doubts_asked)
        self.all_link.clicked.connect(self.visits_asked)
        inner = QWidget()
        set_role(inner, "scrolled")
        self._body = QVBoxLayout(inner)
        self._body.addLayout(top)
        self._body.addWidget(self.line)
        self._body.addWidget(self.facts)
        self._doubt_rule = self._section(self._doubts_head, self.check_link, self._doubts)
        self._visit_rule = self._section(self._visits_head, self.all_link, self._visits)
        self._body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._foot())

    def _section(self, head: QWidget, link: QWidget, rows: QVBoxLayout) -> QFrame:
        rule = QFrame()
        set_role(rule, "rule")
        rule.setFixedHeight(1)
        line = QHBoxLayout()
        line.addWidget(head)
        line.addStretch(1)
        line.addWidget(link)
        self._body.addWidget(rule)
        self._body.addLayout(line)
        self._body.addLayout(rows)
        return rule

    def _foot(self) -> QFrame:
        foot = QFrame()
        set_role(foot, "foot")
        self.open_button = push("打开档案", "primary", key="Enter")
        self.visit_button = push("登记走访")
        self.print_button = push("", "icon")
        icons.set_icon(self.print_button, "printer", "ink2")
        self.print_button.setAccessibleName("打印这一户")
        self.print_button.setToolTip("打印这一户 Ctrl+P")
        self.open_button.clicked.connect(self.open_asked)
        self.visit_button.clicked.connect(self.visit_asked)
        self.print_button.clicked.connect(self.print_asked)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(12), theme().px(10), theme().px(12), theme().px(10))
        row.addWidget(self.open_button, 1)
        row.addWidget(self.visit_button)
        row.addWidget(self.print_button)
        return foot

    def _fit(self) -> None:
        px = theme().px
        self._body.setContentsMargins(px(16), px(14), px(12), px(12))
        self._body.setSpacing(px(8))

    def show_glance(self, glance: Glance | None) -> None:
        """Show a household; None empties the pane."""
        self.glance = glance
        self._scroll.setVisible(glance is not None)
        self.open_button.setEnabled(glance is not None)
        self.visit_button.setEnabled(glance is not None)
        self.print_button.setEnabled(glance is not None)
        if glance is None:
            return
        card = glance.card
        self.name.setText(card.head)
        self.number.setText(card.short_number)
        tag = state_tag(card.state)
        self.state.set_text(tag.text, tag.tone)
        self.state.setVisible(bool(tag.text))
        kind = code_list("household_kind").label(card.household_kind) if card.household_kind else ""
        cause = code_list("poverty_cause").label(card.cause) if card.cause else ""
        self.line.setText(" ".join(filter(None, [card.group_name, kind, f"{card.size} 人", cause])))
        self._show_facts()
        self._show_doubts(glance.doubts)
        self._show_visits(glance)

    def reveal(self, full: bool) -> None:
        """Show the ID number and phone in full while the mouse or Alt+H is held."""
        if self._full != full:
            self._full = full
            if self.glance is not None:
                self._show_facts()

    def _show_facts(self) -> None:
        assert self.glance is not None
        card = self.glance.card
        show_id, show_phone = IdNumber().masked(card.head_id_number), Phone().masked(card.phone)
        if self._full:
            show_id, show_phone = card.head_id_number or "", card.phone or ""
        income = f"{whole_yuan(card.per_capita_fen)} 元" if card.per_capita_fen is not None else "还没有填"
        if card.per_capita_fen is not None and card.last_per_capita_fen is not None:
            more = card.per_capita_fen - card.last_per_capita_fen
            income += f"　比上年 {'+' if more >= 0 else '−'}{whole_yuan(abs(more))}"
        year = f"{card.identified_year}年" if card.identified_year else ""
        helper = " ".join(filter(None, [card.helper, card.helper_duty])) or UNASSIGNED
        facts = [("身份证号", show_id), ("联系电话", show_phone), ("住址", card.address or ""), ("识别年度", year),
                 ("人均纯收入", income), ("帮扶责任人", helper)]  # fmt: skip
        self.facts.show_facts([(name, value or "没有填") for name, value in facts])

    def _show_doubts(self, doubts: list[Doubt]) -> None:
        serious = [d for d in doubts if d.level != "H"]
        shown = serious or doubts
        for part in (self._doubt_rule, self._doubts_head, self.check_link):
            part.setVisible(bool(shown))
        _empty(self._doubts)
        self._doubts_head.setText(f"疑点　{len(serious)} 处" if serious else f"提示　{len(shown)} 处")
        for doubt in shown[:_DOUBTS]:
            words = WrapLabel(doubt.message)
            set_role(words, "warn" if doubt.level != "H" else "sec")
            self._doubts.addWidget(words)

    def _show_visits(self, glance: Glance) -> None:
        visits = glance.file.visits
        _empty(self._visits)
        self.all_link.setText(f"全部 {len(visits)} 次")
        self.all_link.setVisible(bool(visits))
        if not visits:
            self._visits.addWidget(label("还没有走访记录", "mut"))
        kinds = code_list("visit_kind")
        for visit in visits[:_VISITS]:
            words = visit.content or (kinds.label(visit.visit_kind) if visit.visit_kind else "")
            line = QHBoxLayout()
            line.addWidget(label(show_day_short(visit.at.date(), glance.today), "mut"))
            line.addWidget(WrapLabel(words), 1)
            holder = QWidget()
            holder.setLayout(line)
            line.setContentsMargins(0, 0, 0, 0)
            self._visits.addWidget(holder)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
