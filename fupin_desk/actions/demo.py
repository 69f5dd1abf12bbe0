"""An invented village, ready to look at: households, incomes, helpers, visits, jobs. Nobody in it exists."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path

from fupin_desk.actions.demo_people import Families
from fupin_desk.actions.session import Session, new_ledger
from fupin_desk.core.ids import new_id
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.helping import MAIN, Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.team import Attendance, TaskItem, TeamMember, Visit
from fupin_desk.ledgers.village import Village, VillageGroup
from fupin_desk.ledgers.year import HouseholdYear

PASSWORD = "fupin-demo"
"""The password of every sample ledger; it is printed in the README, so nothing real belongs in one."""
USER, DUTY = "周明远", "第一书记"
VILLAGE = Village(
    code="511799105203", name="石桥村", province="四川省", city="达州市", county="青山县", township="柳河乡",
    team_name="驻石桥村工作队", leader="石大成", groups=6,
)  # fmt: skip
_TEXTS = [
    "核对务工收入和流水", "看了新修的厕所，已经能用", "问了孩子上学和助学金到账", "说想多养几头猪，缺本钱", "讲了医保缴费的时间",
    "老人膝盖不好，想办慢病卡", "屋顶有一处漏雨，拍了照片", "菜地收成不错，帮着联系了收购",
]  # fmt: skip
_PROMISES = ["帮着问慢病卡怎么办", "把漏雨照片报给乡里", "送养殖培训通知", "带大病报销单据去县里", "联系助学金到账"]
_YUAN = 100


def make_demo(folder: Path, *, households: int = 137, seed: int = 1, task: Task = QUIET) -> tuple[Session, str]:
    """Make a sample ledger in ``folder`` and leave it open; returns the session and the recovery code."""
    session, code = new_ledger(folder, VILLAGE, user=USER, duty=DUTY, password=PASSWORD, any_password=True)
    maker = _Maker(seed, session.today)
    records: list[Record] = maker.surroundings()
    for number in range(1, households + 1):
        records += maker.household(number)
        if number % 50 == 0:
            task.step(number, households, "正在编样本村")
    with session.file.work("编样本村（人物都是虚构的）", strict=False, kind="demo") as work:
        work.put_many(records)
    return session, code


class _Maker:
    def __init__(self, seed: int, today: date) -> None:
        self.random = random.Random(seed)
        self.today = today
        self.families = Families(seed, today)
        self.groups = [VillageGroup(id=new_id(), name=f"{word}组", number=at + 1) for at, word in enumerate("一二三四五六")]
        self.units = [HelpingUnit(id=new_id(), name=name, unit_kind="1", affiliation=level, pairing_kind="2", since=self._day(900), contact=contact)
                      for name, level, contact in (("县审计局", "50", "何佳"), ("县卫健局", "50", "罗永刚"), ("市农业农村局", "40", "田志强"))]  # fmt: skip
        duties = ["第一书记", "副局长", "股长", "科员", "科员", "股长", "主任科员", "科员", "办事员", "股长", "科员", "科员"]
        names = [USER, "李文静", "孙立新", "何佳", "罗永刚", "田志强", "彭𬭎", "杨䶮", "徐福来", "解石头", "覃小满", "单德福"]
        self.helpers = [
            Helper(id=new_id(), name=name, unit=self.units[at % 3].id, duty=duties[at], phone=f"1390000{1000 + at}",
                   sex="1" if at != 1 else "2", politics="01", in_team=at < 3, since=self._day(800))
            for at, name in enumerate(names)
        ]  # fmt: skip

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def surroundings(self) -> list[Record]:
        """Groups, units, helpers, the team and its days in the village this month."""
        roles = [("周明远", "4", True), ("李文静", "3", False), ("孙立新", "3", False)]
        team = [
            TeamMember(id=new_id(), name=name, role=role, first_secretary=first, leader=first, unit=self.units[0].id,
                       full_time=True, since=self._day(700), phone=f"1390000{1000 + at}")
            for at, (name, role, first) in enumerate(roles)
        ]  # fmt: skip
        days = [self.today.replace(day=d) for d in range(1, self.today.day + 1) if d % 7 not in (2, 3)]
        marks = [Attendance(member=team[0].id, on=day, state="1", night=True) for day in days]
        return [*self.groups, *self.units, *self.helpers, *team, *marks]

    def household(self, number: int) -> list[Record]:
        """One household with its people, two years, a helper and visits."""
        r = self.random
        members = list(self.families.family(home := new_id()))
        state = r.choices(["0", "2", "1", "3"], [15, 8, 76, 1])[0]
        cause = _cause(r, members)
        group = r.choice(self.groups)
        exit_year = self.today.year - r.randint(1, 4) if state == "1" else None
        household = Household(
            id=home, number=f"511799105203{number:04d}", group=group.id, phone=f"138{r.randint(0, 10**8 - 1):08d}",
            address=f"石桥村{group.name} {r.randint(1, 60)}号", household_kind=r.choices(["01", "04", "06"], [70, 24, 6])[0],
            standard="1", identified_year=2014, state=state, cause=cause, exit_year=exit_year,
            planned_exit_year=None if exit_year else self.today.year + 1, bank="农村信用社", account_holder=members[0].name,
            bank_card=f"622{r.randint(10**15, 10**16 - 1)}", martyr_family=False, only_child=False, two_daughters=False, moved=False,
        )  # fmt: skip
        years = [self._year(home, members, self.today.year - ago, state) for ago in (1, 0)]
        return [household, *members, *years, *self._help(home, number), *self._calls(home)]

    def _year(self, home: str, members: list[Member], year: int, state: str) -> HouseholdYear:
        r = self.random
        away = sum(m.work_months or 0 for m in members)
        floor = 5200 if state == "1" else 4100
        wage = away * r.randint(1500, 2800)
        crops, stock = r.randint(8, 60) * 100, r.randint(0, 70) * 100
        pensions = sum(1260 for m in members if m.birth and year - m.birth.year > 60)
        spent = (crops * 4 // 10) + (stock * 4 // 10)
        short = max(0, floor * len(members) - (wage + crops + stock + pensions + 426 - spent))
        local = short if any(m.labour in ("01", "02", "05") for m in members) else 0
        area = r.randint(20, 80) * 10
        return HouseholdYear(
            household=home, year=year, a1_fen=(wage + local) * _YUAN, a4_fen=0, b1_fen=crops * _YUAN, b2_fen=stock * _YUAN,
            c1_fen=r.choice([0, 200, 400]) * _YUAN, d1_fen=0, d2_fen=(short - local) * _YUAN, d3_fen=0, d4_fen=pensions * _YUAN,
            d5_fen=r.choice([0, 12550, 30000]), d6_fen=30040, e1_fen=crops * 40, e2_fen=stock * 40, basis="入户核算，见流水",
            farmland=area, forest=r.randint(0, 60) * 10, returned_forest=0, irrigated=0, orchard=0, pasture=0, water_area=0,
            cooperative=r.random() < 0.5, leading_enterprise=False, rich_leader=r.random() < 0.2, production_power=True, power=True,
            broadcast=True, hard_water=False, safe_water=True, road_distance=r.randint(1, 30) * 10, road="03",
            house_area=r.randint(60, 150) * 100, house_structure=r.choice(["2", "2", "3"]), danger_house=False, toilet=r.random() < 0.8,
            fuel=r.choice(["01", "04"]), enough_food=True, enough_clothing=True, school_guaranteed=True, medical_guaranteed=True,
            house_guaranteed=True, water_guaranteed=True,
        )  # fmt: skip

    def _help(self, home: str, number: int) -> list[Record]:
        if number % 45 == 0:
            return []
        helper = self.helpers[number % len(self.helpers)]
        return [Pairing(household=home, helper=helper.id, role=MAIN, pairing_kind="1", since=self._day(600 + number % 90))]

    def _calls(self, home: str) -> list[Record]:
        r = self.random
        found: list[Record] = []
        ago = r.choices([r.randint(0, 29), r.randint(31, 49)], [94, 6])[0]
        for _ in range(r.randint(2, 6)):
            at = datetime.combine(self._day(ago), time(r.randint(9, 18), r.choice([0, 10, 30, 45])))
            found.append(Visit(household=home, at=min(at, datetime.combine(self.today, time(0, 5))), visit_kind=r.choices(["1", "2", "4"], [8, 1, 1])[0],
                               visitors=r.choice(["周明远、李文静", "周明远", "孙立新"]), met=("1",), content=r.choice(_TEXTS), head_signed=True))  # fmt: skip
            ago += r.randint(20, 34)
        if r.random() < 0.05:
            due = self.today + timedelta(days=r.randint(-6, 20))
            found.append(TaskItem(title=r.choice(_PROMISES), task_kind="2", household=home, due_on=due, owner=USER, state="1"))
        return found


def _cause(r: random.Random, members: list[Member]) -> str:
    if any("03" in (m.health or ()) for m in members):
        return "01"
    if any(m.school in ("07", "08", "10") for m in members):
        return "03"
    return r.choice(["07", "08", "09", "11", "05"])
