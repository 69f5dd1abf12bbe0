"""The sample village: invented, sound, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path

from fupin_desk.actions import demo, home, households, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import MEMBER


def test_the_sample_village_is_clean_of_serious_doubts(session: Session) -> None:
    assert [d.message for _, d in households.all_doubts(session) if d.level != "H"] == []


def test_every_id_number_is_sound_and_on_the_unassigned_area(session: Session) -> None:
    people = records.list_records(session, MEMBER)
    assert people
    for person in people:
        assert person.id_number.startswith("511799")
        assert idnumber.inspect(person.id_number, session.today).problems == ()
    assert len({p.id_number for p in people}) == len(people)


def test_the_same_seed_makes_the_same_people(session: Session, tmp_path: Path) -> None:
    other, _ = demo.make_demo(tmp_path / "again.fupin", households=50)
    names = [[m.name for m in records.list_records(s, MEMBER)] for s in (session, other)]
    sessions.close(other, with_backup=False)
    assert names[0] == names[1]


def test_the_numbers_of_the_first_page_open_as_many_rows(session: Session) -> None:
    numbers = home.numbers(session)
    assert numbers.households == len(households.card_ids(session, CardFilter())) == 50
    late = CardFilter(overdue_before=households.overdue_before(session))
    assert numbers.overdue == len(households.card_ids(session, late))
    assert numbers.without_helper == len(households.card_ids(session, CardFilter(without_helper=True))) == 1
    assert sum(number for _, number in home.visits_by_week(session)) > 0


def test_a_word_finds_people_by_initials_full_pinyin_characters_and_numbers(session: Session) -> None:
    person = records.list_records(session, MEMBER)[0]
    for word in (person.name, person.name[0], person.name[1:], person.id_number[6:14]):
        assert person.household in {f.household for f in households.search(session, word, limit=50)}
