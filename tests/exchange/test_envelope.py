"""Blocks under the signature of whoever wrote them, and the account of who holds which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.change import BadBlock
from fupin_desk.core.envelope import Held, SignedBlock, open_block
from fupin_desk.exchange.identity import Identity
from fupin_desk.exchange.refusals import BadOrigin
from tests.exchange.county_kit import NAME, STONE, block, county_with

ONE, TWO = "a1" * 16, "b2" * 16
spans = st.tuples(st.sampled_from((ONE, TWO)), st.integers(1, 40), st.integers(0, 9)).map(lambda s: (s[0], s[1], s[1] + s[2]))
helds = st.lists(spans, max_size=8).map(Held.of)


def dots(held: Held) -> set[tuple[str, int]]:
    return {(replica, seq) for replica, first, last in held for seq in range(first, last + 1)}


@given(helds, helds)
def test_accounts_of_what_is_held_reckon_like_sets(one: Held, other: Held) -> None:
    assert dots(one.joined(other)) == dots(one) | dots(other)
    assert dots(one.beyond(other)) == dots(one) - dots(other)
    assert one.count() == len(dots(one)) and all(dot in one for dot in dots(one)) and (ONE, 99) not in one
    highest = {replica: max(seq for name, seq in dots(one) if name == replica) for replica in one.ranges}
    assert dots(one.gaps()) == {(name, seq) for name in highest for seq in range(1, highest[name])} - dots(one)
    assert Held.from_plain(one.plain()) == one


@pytest.mark.parametrize(
    "plain",
    [
        None, [], {"x": [[1, 2]]}, {ONE: []}, {ONE: [[2, 1]]}, {ONE: [[0, 1]]}, {ONE: [[1, 2], [3, 4]]},
        {ONE: [[5, 6], [1, 2]]}, {ONE: [[1]]}, {ONE: [[True, 2]]}, {ONE: [["1", 2]]}, {ONE: 3}, {ONE.upper(): [[1, 2]]},
    ],
)  # fmt: skip
def test_an_account_that_contradicts_itself_is_refused(plain: object) -> None:
    with pytest.raises(ValueError):  # the kind of error is all that is promised
        Held.from_plain(plain)


def test_a_block_opens_for_who_trusts_its_writer_and_is_what_its_label_says() -> None:
    county, [laptop] = county_with(STONE)
    verify = county.desk.directory.verify_block
    sealed = block(laptop.identity, 5, 3)
    assert [change.seq for change in open_block(sealed, verify)] == [5, 6, 7] and NAME not in repr(sealed)
    for label in (replace(sealed, first=4), replace(sealed, last=8)):
        with pytest.raises(BadBlock):
            open_block(label, verify)
    for forged in (replace(sealed, data=sealed.data[:-1] + b"x"), block(Identity.create())):
        with pytest.raises(BadOrigin):
            open_block(forged, verify)


def test_a_block_never_shows_its_content() -> None:
    assert "content" not in repr(SignedBlock(ONE, 1, 1, b"content", b"signature"))
