"""结对: helpers change without a gap, loads are counted, suggestions write nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fupin_desk.actions import households, pairing, records
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.card import CardFilter


def test_a_household_without_helper_gets_one_and_leaves_the_list(session: Session) -> None:
    waiting = pairing.without_helper(session)
    assert [c.short_number for c in waiting] == ["0045"]
    helper = pairing.loads(session)[0].helper
    pairing.assign(session, [waiting[0].household], helper.id)
    assert pairing.without_helper(session) == []
    assert households.cards(session, [waiting[0].household])[waiting[0].household].helper == helper.name


def test_changing_the_helper_ends_the_former_pairing_on_that_day(session: Session) -> None:
    home = households.card_ids(session, CardFilter())[0]
    before = households.household_file(session, home).main_pairing(session.today)
    other = next(load.helper for load in pairing.loads(session) if before and load.helper.id != before.helper)
    pairing.assign(session, [home], other.id, since=session.today)
    file = households.household_file(session, home)
    ended = next(p for p in file.pairings if before and p.id == before.id)
    assert ended.until == session.today
    now = file.main_pairing(session.today)
    assert now is not None and now.helper == other.id


def test_a_change_before_the_former_pairing_began_is_refused(session: Session) -> None:
    home = households.card_ids(session, CardFilter())[0]
    other = pairing.loads(session)[-1].helper
    with pytest.raises(DeskError, match="不能早于"):
        pairing.assign(session, [home], other.id, since=session.today - timedelta(days=5000))


def test_a_whole_hand_over_moves_every_household_in_one_step_that_can_be_undone(session: Session) -> None:
    first, last = pairing.loads(session)[0].helper, pairing.loads(session)[-1].helper
    held = len(pairing.households_of(session, last.id))
    changes = pairing.hand_over(session, last.id, first.id)
    assert pairing.households_of(session, last.id) == []
    records.undo(session, changes.batch)
    assert len(pairing.households_of(session, last.id)) == held


def test_suggestions_fill_room_and_write_nothing(session: Session) -> None:
    chosen = pairing.suggest(session)
    assert len(chosen) == 1
    assert len(pairing.without_helper(session)) == 1
