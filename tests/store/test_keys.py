"""Only the right password or the right printed code opens a ledger; every refusal leaves it as it was."""

from __future__ import annotations

import json
import random
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.store import keys
from fupin_desk.store.keys import Cost, WrongPassword
from fupin_desk.store.recovery_code import ALPHABET, new_code, read_code

CHEAP = Cost(memory_kib=8, iterations=1, lanes=1)
PASSWORD = "青山Qs2020驻村"


def _create(folder: Path) -> tuple[bytes, str]:
    return keys.create_keys(folder, "周立新", "第一书记", PASSWORD, cost=CHEAP)


def _content(folder: Path) -> dict[str, Any]:
    content = json.loads((folder / "keys.json").read_text("utf-8"))
    assert isinstance(content, dict)
    return content


def _forge(folder: Path, content: dict[str, Any]) -> None:
    """Write a changed key file with a right checksum, as a stranger with the file could."""
    content.pop("sum", None)
    content["sum"] = keys._sum(content)
    for name in ("keys.json", "keys.json.bak"):
        (folder / name).write_text(json.dumps(content), "utf-8")


def test_password_and_code_open_the_same_ledger(tmp_path: Path) -> None:
    data_key, code = _create(tmp_path)
    assert len(data_key) == 32
    assert keys.unlock(tmp_path, "周立新", PASSWORD) == data_key
    assert keys.unlock_with_code(tmp_path, code.lower().replace("-", "  ")) == data_key
    files = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    for secret in (data_key, data_key.hex().encode(), b64encode(data_key), PASSWORD.encode(), code.encode()):
        assert secret not in files


def test_a_thousand_wrong_passwords_open_nothing(tmp_path: Path) -> None:
    _create(tmp_path)
    before = (tmp_path / "keys.json").read_bytes()
    wrong = random.Random(1)
    for _ in range(1000):
        guess = list(PASSWORD)
        guess[wrong.randrange(len(guess))] = chr(wrong.randrange(33, 0x9FFF))
        if "".join(guess) != PASSWORD:
            with pytest.raises(WrongPassword, match=r"口令不对.*台账没有受影响"):
                keys.unlock(tmp_path, "周立新", "".join(guess))
    assert (tmp_path / "keys.json").read_bytes() == before


def test_a_guess_costs_64_mib_and_three_passes(tmp_path: Path) -> None:
    data_key, _ = keys.create_keys(tmp_path, "周立新", "队长", PASSWORD)
    assert _content(tmp_path)["slots"][0]["cost"] == [65536, 3, 1]
    assert keys.unlock(tmp_path, "周立新", PASSWORD) == data_key


def test_full_width_typing_is_the_same_password(tmp_path: Path) -> None:
    data_key, _ = keys.create_keys(tmp_path, "周立新", "队长", "Zhu１９８６cun", cost=CHEAP)
    assert keys.unlock(tmp_path, "周立新", "Ｚｈｕ1986cun") == data_key


def test_a_second_user_comes_and_goes(tmp_path: Path) -> None:
    data_key, _ = _create(tmp_path)
    keys.add_user(tmp_path, data_key, "马晓梅", "队员", "yinshui8848", cost=CHEAP)
    assert keys.unlock(tmp_path, "马晓梅", "yinshui8848") == data_key
    with pytest.raises(WrongPassword):
        keys.unlock(tmp_path, "周立新", "yinshui8848")
    keys.disable_user(tmp_path, data_key, "马晓梅")
    assert [(u.name, u.duty, u.disabled) for u in keys.list_users(tmp_path)] == [
        ("周立新", "第一书记", False),
        ("马晓梅", "队员", True),
    ]
    with pytest.raises(DeskError, match="停用"):
        keys.unlock(tmp_path, "马晓梅", "yinshui8848")
    with pytest.raises(DeskError, match="最后一个"):
        keys.disable_user(tmp_path, data_key, "周立新")
    keys.set_password(tmp_path, data_key, "马晓梅", "yinshui9959", cost=CHEAP)
    assert keys.unlock(tmp_path, "马晓梅", "yinshui9959") == data_key


def test_a_changed_password_ends_the_old_one_in_both_files(tmp_path: Path) -> None:
    data_key, code = _create(tmp_path)
    with pytest.raises(WrongPassword):
        keys.change_password(tmp_path, "周立新", "wrong1234x", "yinshui8848", cost=CHEAP)
    keys.change_password(tmp_path, "周立新", PASSWORD, "yinshui8848", cost=CHEAP)
    for _ in range(2):
        assert keys.unlock(tmp_path, "周立新", "yinshui8848") == data_key
        with pytest.raises(WrongPassword):
            keys.unlock(tmp_path, "周立新", PASSWORD)
        (tmp_path / "keys.json").write_bytes(b"{")
    assert keys.unlock_with_code(tmp_path, code) == data_key


def test_a_forgotten_password_is_replaced_with_the_code(tmp_path: Path) -> None:
    data_key, code = _create(tmp_path)
    keys.set_password(tmp_path, keys.unlock_with_code(tmp_path, code), "周立新", "yinshui8848", cost=CHEAP)
    assert keys.unlock(tmp_path, "周立新", "yinshui8848") == data_key


def test_a_new_code_ends_the_old_one(tmp_path: Path) -> None:
    data_key, old = _create(tmp_path)
    new = keys.new_recovery_code(tmp_path, data_key, cost=CHEAP)
    assert keys.unlock_with_code(tmp_path, new) == data_key
    with pytest.raises(WrongPassword, match="恢复码不对"):
        keys.unlock_with_code(tmp_path, old)


def test_one_key_file_is_never_written_over_another(tmp_path: Path) -> None:
    _create(tmp_path)
    with pytest.raises(DeskError, match="已经有"):
        _create(tmp_path)


def test_a_name_is_taken_only_once_and_weak_passwords_are_refused(tmp_path: Path) -> None:
    data_key, _ = _create(tmp_path)
    for name, password, said in (
        ("周立新", "yinshui8848", "已经有"),
        (" ", "yinshui8848", "空着"),
        ("马晓梅", "12345678", "常见"),
    ):
        with pytest.raises(Invalid, match=said):
            keys.add_user(tmp_path, data_key, name, "队员", password, cost=CHEAP)
    with pytest.raises(Invalid):
        keys.change_password(tmp_path, "周立新", PASSWORD, "short1", cost=CHEAP)
    assert len(keys.list_users(tmp_path)) == 1


def test_a_foreign_data_key_cannot_make_slots(tmp_path: Path) -> None:
    _create(tmp_path)
    with pytest.raises(ValueError, match="data key"):
        keys.add_user(tmp_path, bytes(32), "马晓梅", "队员", "yinshui8848", cost=CHEAP)


@pytest.mark.parametrize("damage", ["missing", "cut", "flipped", "empty"])
def test_the_spare_takes_over_from_a_damaged_key_file(tmp_path: Path, damage: str) -> None:
    data_key, _ = _create(tmp_path)
    path = tmp_path / "keys.json"
    good = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        at = good.index(b'"salt": "') + 12
        flipped = good[:at] + (b"A" if good[at : at + 1] != b"A" else b"B") + good[at + 1 :]
        path.write_bytes({"cut": good[:200], "flipped": flipped, "empty": b""}[damage])
    assert keys.unlock(tmp_path, "周立新", PASSWORD) == data_key
    keys.add_user(tmp_path, data_key, "马晓梅", "队员", "yinshui8848", cost=CHEAP)
    assert path.read_bytes() == (tmp_path / "keys.json.bak").read_bytes()


def test_every_damaged_byte_is_damage_never_a_wrong_password(tmp_path: Path) -> None:
    _create(tmp_path)
    good = (tmp_path / "keys.json").read_bytes()
    (tmp_path / "keys.json.bak").unlink()
    chosen = random.Random(2)
    for _ in range(300):
        bad = bytearray(good)
        bad[chosen.randrange(len(bad))] ^= 1 << chosen.randrange(8)
        (tmp_path / "keys.json").write_bytes(bytes(bad))
        try:
            keys.unlock(tmp_path, "周立新", PASSWORD)
        except WrongPassword:
            pytest.fail("damage was called a wrong password")
        except DeskError as error:
            assert "恢复" in str(error) or "升级" in str(error)


def test_no_key_file_and_a_newer_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="不是一本完整的台账"):
        keys.list_users(tmp_path)
    _create(tmp_path)
    _forge(tmp_path, _content(tmp_path) | {"format": 2})
    with pytest.raises(DeskError, match="（2）写的，本程序只认到 1"):
        keys.unlock(tmp_path, "周立新", PASSWORD)


def test_a_slot_moved_renamed_or_made_cheaper_opens_nothing(tmp_path: Path) -> None:
    data_key, _ = _create(tmp_path)
    keys.add_user(tmp_path, data_key, "马晓梅", "队员", "yinshui8848", cost=CHEAP)
    good = _content(tmp_path)
    renamed = json.loads(json.dumps(good))
    renamed["slots"][2]["name"], renamed["slots"][0]["name"] = "周立新", "马晓梅"
    other_ledger = good | {"ledger": "0" * 32}
    for content in (renamed, other_ledger):
        _forge(tmp_path, content)
        with pytest.raises(WrongPassword):
            keys.unlock(tmp_path, "周立新", "yinshui8848" if content is renamed else PASSWORD)
    frozen = json.loads(json.dumps(good))
    frozen["slots"][0]["cost"] = [1 << 40, 3, 1]
    _forge(tmp_path, frozen)
    with pytest.raises(DeskError, match="坏了"):
        keys.unlock(tmp_path, "周立新", PASSWORD)
    sealed = bytearray(b64decode(good["slots"][0]["wrapped"]))
    sealed[0] ^= 1
    good["slots"][0]["wrapped"] = b64encode(sealed).decode()
    _forge(tmp_path, good)
    with pytest.raises(WrongPassword):
        keys.unlock(tmp_path, "周立新", PASSWORD)


def test_codes_are_long_and_never_alike() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(g) for g in code.split("-")] == [4] * 8
        assert set(code) <= set(ALPHABET + "-") and not set("0O1I") & set(code)
        assert read_code(f" {code.lower().replace('-', '－')} ") == code.replace("-", "")


@settings(deadline=None)
@given(st.integers(0, 31), st.integers(1, 31))
def test_one_typing_error_is_named_by_its_group(place: int, by: int) -> None:
    code = list(new_code().replace("-", ""))
    code[place] = ALPHABET[(ALPHABET.index(code[place]) + by) % 32]
    with pytest.raises(DeskError, match=f"第{place // 4 + 1}组有一处打错"):
        read_code("".join(code))


@settings(deadline=None)
@given(st.sampled_from([(a, b) for a in range(32) for b in range(a + 1, 32)]))
def test_two_characters_exchanged_are_named_by_their_groups(pair: tuple[int, int]) -> None:
    code = list(new_code().replace("-", ""))
    a, b = pair
    if code[a] == code[b]:
        return
    code[a], code[b] = code[b], code[a]
    groups = "、".join(str(g + 1) for g in sorted({a // 4, b // 4}))
    with pytest.raises(DeskError, match=f"第{groups}组"):
        read_code("".join(code))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.replace(c[10:14], "O" + c[11:14], 1), "第3组有打错的字，恢复码里没有 0、O、1、I"),
        (lambda c: c[:6] + c[7:], "第2组不是4个字"),
        (lambda c: c.replace("-", "")[:20], "一共是20个字"),
        (lambda c: "恢" + c[1:], "只有字母和数字"),
        (lambda c: "", "一共是0个字"),
    ],
)
def test_what_is_wrong_with_a_typed_code_is_said(change: Any, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        read_code(change(new_code()))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_is_taken_for_a_code(typed: str) -> None:
    with pytest.raises(DeskError):
        read_code(typed)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("abc123", "至少要8位"),
        ("abcdefgh", "字母和数字"),
        ("8848884888", "字母和数字"),
        ("qwer1234", "常见"),
        ("1qaz2wsx", "常见"),
        ("Password1", "常见"),
        ("aaaa1111", "常见"),
        ("woaini1314", "常见"),
        ("ａｂｃ１２３４５", "常见"),
        ("4321rewq", "常见"),
        ("周立新8848x", "姓名"),
        (" yinshui8848", "空格"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, said: str) -> None:
    assert any(said in fault for fault in keys.password_faults(password, "周立新"))


def test_good_passwords_pass_and_longer_ones_are_stronger() -> None:
    rising = ["yinshui8", "yinshui8848", "Yinshui-8848", "Yinshui-8848-qingshan"]
    for password in [*rising, PASSWORD]:
        assert keys.password_faults(password, "周立新") == []
    strengths = [keys.password_strength(p) for p in rising]
    assert strengths == sorted(strengths) and strengths[0] >= 1 and strengths[-1] == 4
    assert keys.password_strength("wang19860312") < 2 and keys.password_strength("wang13800138000") < 3
    assert keys.password_strength("") == keys.password_strength("12345678") == 0


@given(st.text(max_size=40))
def test_strength_is_always_a_step_of_the_scale(text: str) -> None:
    assert keys.password_strength(text) in range(5)
    keys.password_faults(text, "周立新")
