"""Changes survive the journey through a block to the letter, and a damaged block is refused as a whole."""

from __future__ import annotations

import json
import random
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.core.change import (
    ACTIONS,
    ALIAS,
    BLOCK_LIMIT,
    PUT,
    BadBlock,
    Change,
    canonical_json,
    decode_block,
    encode_block,
    split_blocks,
)
from fupin_desk.core.hlc import MAX_COUNT, MAX_MS, Stamp

HERE, THERE = "a1" * 16, "b2" * 16
words = st.text(st.characters(codec="utf-8"), max_size=12)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
groups = st.dictionaries(names, st.dictionaries(names, plain, max_size=3), max_size=3)
stamps = st.builds(Stamp, st.integers(0, MAX_MS), st.integers(0, MAX_COUNT))


def change(seq: int = 1, **other: object) -> Change:
    """A plain change; what a test is about is given by name."""
    usual: dict[str, object] = {
        "replica": HERE, "action": PUT, "ledger": "household", "row": f"行{seq}", "base": (),
        "values": {"name": {"name": "王秀兰"}}, "author": "李明", "reason": "", "wall": "2026-03-01T10:00:00",
        "stamp": Stamp(1_772_000_000_000, seq), "batch": "批1", "schema": 1,
    }  # fmt: skip
    return Change(seq=seq, **{**usual, **other})  # type: ignore[arg-type]


@st.composite
def series(draw: st.DrawFn) -> list[Change]:
    """Consecutive changes of one replica, as different from each other as they may be."""
    first = draw(st.integers(1, 2**40))
    out = []
    for seq in range(first, first + draw(st.integers(1, 5))):
        action = draw(st.sampled_from(sorted(ACTIONS)))
        values = draw(groups) if action == PUT else {}
        if action == ALIAS:
            values = {"alias": {"of": draw(st.none() | names)}}
        own = st.tuples(st.just(HERE), st.integers(1, max(1, seq - 1)))
        dots = own | st.tuples(st.just(THERE), st.integers(1, 2**40))
        base = tuple(dot for dot in draw(st.lists(dots, max_size=3)) if dot[0] != HERE or dot[1] < seq)
        out.append(
            Change(HERE, seq, action, draw(names), draw(names), values, base, draw(words), draw(words), draw(words),
                   draw(stamps), draw(words), draw(st.integers(-5, 2**33)))
        )  # fmt: skip
    return out


@given(series())
def test_every_change_comes_out_of_a_block_as_it_went_in(changes: list[Change]) -> None:
    block = encode_block(changes)
    assert decode_block(block) == changes
    assert encode_block(decode_block(block)) == block


def test_a_bulk_import_costs_little_more_than_its_values() -> None:
    changes = [change(seq) for seq in range(1, 1001)]
    lines = zlib.decompress(encode_block(changes)).decode().split("\n")
    assert lines[500] == '{"row":"行500","values":{"name":{"name":"王秀兰"}}}'
    assert len(encode_block(changes)) < 5_000


def test_the_order_in_which_the_author_listed_what_he_saw_does_not_matter() -> None:
    one, two = (THERE, 2), (HERE, 1)
    assert change(5, base=(one, two, one)) == change(5, base=(two, one))
    assert decode_block(encode_block([change(5, base=(one, two))]))[0] == change(5, base=(two, one))


def test_fields_and_ledgers_nobody_knows_yet_are_carried_to_the_letter() -> None:
    values = {"明年的组": {"深": {"z": [1, None, True, "䶮𬭎"], "a": {}}}}
    unknown = change(ledger="survey_of_2027", values=values, schema=99)
    [back] = decode_block(encode_block([unknown]))
    assert canonical_json(back.values) == canonical_json(values)
    assert list(back.values["明年的组"]) == ["深"] and back.schema == 99


def test_the_canonical_text_is_one_whatever_the_order_of_keys() -> None:
    assert canonical_json({"b": 1, "a": [True, None, "值"]}) == '{"a":[true,null,"值"],"b":1}'


@pytest.mark.parametrize("value", [1.5, float("nan"), (1, 2), {1: 2}, {"a": {2: "b"}}, b"x", {1, 2}, object()])
def test_what_is_not_plain_is_refused_when_written(value: object) -> None:
    with pytest.raises(TypeError):
        canonical_json({"field": value})
    with pytest.raises(TypeError):
        encode_block([change(values={"name": {"field": value}})])


def test_a_field_is_named_by_text_only() -> None:
    with pytest.raises(TypeError):
        encode_block([change(values={"name": {1: "王"}})])


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [change(1), change(3)],
        [change(1), change(2, replica=THERE)],
        [change(0)],
        [change(1, replica="短")],
        [change(1, action="explode")],
        [change(1, row="")],
        [change(1, ledger="长" * 200)],
        [change(1, values={"\0life": {}})],
        [change(1, values={"name": "王"})],
        [change(1, action="remove")],
        [change(1, action=ALIAS, values={"alias": {"of": 5}})],
        [change(1, action=ALIAS, values={})],
        [change(2, base=((HERE, 2),))],
        [change(2, base=((HERE, 7),))],
        [change(2, base=((THERE, 0),))],
        [change(1), change(2, author=None)],
        [change(1, reason="\ud800")],
        [change(1, values={"name": {"name": "长" * BLOCK_LIMIT}})],
    ],
    ids=str,
)
def test_what_could_not_be_read_again_is_not_written(changes: list[Change]) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode_block(changes)


def harmed(**header: object) -> bytes:
    """A block whose header or only line says something it must not."""
    head, line = (json.loads(text) for text in zlib.decompress(encode_block([change()])).decode().split("\n"))
    lines = [{**head, **{k: v for k, v in header.items() if k in head}}]
    lines.append({**line, **{k: v for k, v in header.items() if k not in head}})
    return zlib.compress("\n".join(json.dumps(text) for text in lines).encode())


def test_the_untouched_model_of_a_harmed_block_is_read() -> None:
    assert decode_block(harmed()) == [change()]


@pytest.mark.parametrize(
    "header",
    [
        {"block": 2}, {"block": True}, {"count": 2}, {"count": 0}, {"first": 0}, {"first": "1"}, {"first": True},
        {"replica": "A1" * 16}, {"replica": None}, {"replica": "a1" * 17},
        {"schema": 1.5}, {"schema": None}, {"author": 3}, {"stamp": "1"},
        {"ledger": ""}, {"row": None}, {"row": "x" * 200}, {"values": []}, {"values": {"": {}}}, {"values": {"g": 1}},
        {"values": {"g": {"f": 0.5}}}, {"action": "drop"}, {"action": ["put"]}, {"action": "remove"}, {"base": {}},
        {"base": [[HERE]]}, {"base": [[HERE, 1]]}, {"base": [1]}, {"base": [[5, 1]]}, {"base": ["1"]}, {"base": [0]},
        {"extra": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_block_that_says_what_it_must_not_is_refused(header: dict[str, object]) -> None:
    with pytest.raises(BadBlock):
        decode_block(harmed(**header))


@pytest.mark.parametrize(
    "block",
    [
        b"", b"no block", zlib.compress(b""), zlib.compress(b"[]"), zlib.compress(b"{}"), zlib.compress(b"\xff"),
        zlib.compress(b"[" * 100_000), zlib.compress(b'{"block":' + b"9" * 5000 + b"}"),
        zlib.compress(b'{"block":NaN}'), encode_block([change()]) + b"x", encode_block([change()])[:-1],
        encode_block([change()]) * 2,
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_block_is_refused(block: bytes) -> None:
    with pytest.raises(BadBlock) as refused:
        decode_block(block)
    assert "原有台账没有变化" in str(refused.value)


def test_half_a_character_is_refused_and_escaped_text_is_not() -> None:
    backslash = change(values={"name": {"name": r"王\ud800", "note": "a\tb\x01"}})
    assert decode_block(encode_block([backslash])) == [backslash]
    with pytest.raises(BadBlock):
        decode_block(harmed(values={"name": {"name": "\ud800"}}))


def test_no_value_of_a_person_appears_in_the_refusal() -> None:
    block = zlib.compress(zlib.decompress(encode_block([change()])).replace(b'"row"', b'row":', 1))
    with pytest.raises(BadBlock) as refused:
        decode_block(block)
    assert "王秀兰" not in f"{refused.value!r} {refused.value} {refused.value.detail}"


def test_nothing_may_follow_on_a_line() -> None:
    plain = zlib.decompress(encode_block([change()]))
    for tail in (b" ", b"{}", b"\n"):
        with pytest.raises(BadBlock):
            decode_block(zlib.compress(plain + tail))


def test_the_limit_is_exact() -> None:
    block = encode_block([change()])
    size = len(zlib.decompress(block))
    assert decode_block(block, size) == [change()]
    for limit in (size - 1, size // 2, 0):
        with pytest.raises(BadBlock):
            decode_block(block, limit)


def test_nothing_a_person_wrote_is_in_the_repr_of_a_change() -> None:
    text = repr(change(reason="王秀兰病了", author="李明"))
    assert "行1" in text and not any(word in text for word in ("王秀兰", "病", "李明"))


def test_a_small_block_that_unpacks_to_gigabytes_is_refused_early() -> None:
    bomb = zlib.compress(b'{"block":1}' + b" " * 200_000_000, 9)
    assert len(bomb) < 250_000
    with pytest.raises(BadBlock):
        decode_block(bomb)


def test_no_flipped_bit_and_no_cut_is_ever_taken_for_other_content() -> None:
    changes = [change(seq, base=((THERE, seq),)) for seq in range(1, 6)]
    block = encode_block(changes)
    for at in range(len(block)):
        for bit in range(8):
            damaged = block[:at] + bytes([block[at] ^ (1 << bit)]) + block[at + 1 :]
            try:
                assert decode_block(damaged) == changes
            except BadBlock:
                continue
        with pytest.raises(BadBlock):
            decode_block(block[:at])


@settings(max_examples=300)
@given(st.binary(max_size=300))
def test_random_bytes_are_refused_and_nothing_else_happens(noise: bytes) -> None:
    for block in (noise, zlib.compress(noise), zlib.compress(b'{"block":1}\n' + noise)):
        with pytest.raises(BadBlock):
            decode_block(block)


def test_a_long_log_is_cut_into_blocks_that_fit_and_lose_nothing() -> None:
    rnd = random.Random(3)
    sizes = [rnd.choice((10, 1000, 100_000, 500_000)) for _ in range(60)]
    changes = [change(seq, values={"note": {"note": "记" * (size // 3)}}) for seq, size in enumerate(sizes, 1)]
    changes += [replace(one, replica=THERE) for one in changes[:5]]
    changes += [replace(one, seq=one.seq + 70) for one in changes[:5]]
    parts = list(split_blocks(changes))
    assert [one for part in parts for one in part] == changes
    assert [one for part in parts for one in decode_block(encode_block(part))] == changes
    assert len(parts) < 25


def test_blocks_fill_up_to_the_limit_and_never_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fupin_desk.core.change.BLOCK_LIMIT", 2000)
    rnd = random.Random(5)
    changes = [change(seq, reason="因" * rnd.randint(0, 20)) for seq in range(1, 3000)]
    sizes = [len(zlib.decompress(encode_block(part))) for part in split_blocks(changes)]
    assert len(sizes) > 100 and max(sizes) <= 2000 and min(sizes[:-1]) > 1800


def test_a_change_too_large_for_any_block_is_said_so() -> None:
    with pytest.raises(ValueError, match="too large"):
        list(split_blocks([change(values={"note": {"note": "x" * BLOCK_LIMIT}})]))


def test_an_empty_log_has_no_blocks() -> None:
    assert list(split_blocks([])) == []
