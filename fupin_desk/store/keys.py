"""keys.json: the ledger's one random data key, wrapped for each user's password and for the printed recovery code.

A password is stretched with Argon2id (RFC 9106; its cost stands in the slot) and the result wraps the data key with
AES-256-GCM. The slot's kind, name, salt and cost and the ledger's id are bound in as associated data, so a slot cannot
be moved or renamed. A checksum tells a damaged file from a wrong password, and keys.json.bak takes over where it fails.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.core.files import write_atomic
from fupin_desk.store.passwords import normal, password_faults, password_strength
from fupin_desk.store.recovery_code import new_code, read_code

__all__ = [
    "COST", "Cost", "User", "WrongPassword", "add_user", "change_password", "create_keys", "disable_user",
    "key_file_findings", "list_users", "new_recovery_code", "password_faults", "password_strength", "set_password",
    "unlock", "unlock_with_code",
]  # fmt: skip

KEYS_NAME: Final = "keys.json"
SPARE_NAME: Final = "keys.json.bak"
_FORMAT: Final = 1
_KEY_BYTES: Final = 32
_USER, _RECOVERY = "user", "recovery"

_WRONG = "口令不对，没有打开。台账没有受影响。请看看大写锁定和输入法，再输一次；忘了口令，可以用打印的恢复码。"
_WRONG_CODE = "恢复码不对，它不是这本台账的，或者后来换过新的。台账没有受影响。请找最近一次打印的恢复码再试。"
_DAMAGED = (
    "钥匙文件坏了，备用的一份也读不出来，台账打不开。台账文件没有变，备份还在。请把最近的备份恢复到一个新文件夹。"
)
_MISSING = "这个文件夹里没有钥匙文件，不是一本完整的台账。没有改动任何内容。请重新选择台账所在的文件夹。"
_NEWER = "这本台账的钥匙文件是更新的版本（{found}）写的，本程序只认到 {known}。台账没有变。请先升级程序。"


class WrongPassword(DeskError):
    """The password or recovery code does not open this ledger; nothing was changed."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs, in Argon2id's terms (memory in KiB)."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 1

    def bearable(self) -> bool:
        """False for costs no honest program wrote: they would freeze a village laptop."""
        return 8 <= self.memory_kib <= 1024 * 1024 and 1 <= self.iterations <= 20 and 1 <= self.lanes <= 8


COST: Final = Cost()
"""64 MiB and 3 passes: about 0.15 s on the measuring machine, under 1 s on a cheap laptop (safety.md 2.8)."""


@dataclass(frozen=True)
class User:
    """Someone who may open the ledger."""

    name: str
    duty: str
    disabled: bool
    added: date


def create_keys(
    folder: Path,
    user: str,
    duty: str,
    password: str,
    *,
    cost: Cost = COST,
    any_password: bool = False,
    code: str = "",
) -> tuple[bytes, str]:
    """A new data key with its first user; returns it with the recovery code, which is shown and printed once.

    ``code`` is a fresh code the person has already printed. ``any_password`` lets the well-known password of the
    invented sample village pass. Raises Invalid (password or name), DeskError (disk full, a ledger is already here).
    """
    if (folder / KEYS_NAME).exists():
        raise DeskError("这里已经有一本台账的钥匙，没有再建新的。原来的台账没有变。请换一个文件夹。")
    data_key, code = secrets.token_bytes(_KEY_BYTES), code or new_code()
    content: dict[str, Any] = {"format": _FORMAT, "ledger": secrets.token_hex(16), "slots": []}
    content["key_check"] = _key_check(content["ledger"], data_key)
    if not any_password:
        _require_good(password, user)
    _append_user(content, data_key, (user, duty), password, cost)
    content["slots"].append(_recovery_slot(content, data_key, code, cost))
    _write(folder, content)
    return data_key, code


def unlock(folder: Path, user: str, password: str) -> bytes:
    """The data key. Raises WrongPassword, or DeskError (no such user, disabled, key file damaged or newer)."""
    content = _read(folder)
    slot = _user_slot(content, user)
    if "wrapped" not in slot:
        raise DeskError("这个用户已经停用，不能打开台账。台账没有受影响。请换一个用户，或请同事重新启用。")
    return _unwrap(content, slot, normal(password), _WRONG)


def unlock_with_code(folder: Path, code: str) -> bytes:
    """The data key by the printed recovery code. Raises DeskError that names a mistyped group, or WrongPassword."""
    plain = read_code(code)
    content = _read(folder)
    for slot in content["slots"]:
        if slot["kind"] == _RECOVERY:
            return _unwrap(content, slot, plain, _WRONG_CODE)
    raise WrongPassword(_WRONG_CODE)


def list_users(folder: Path) -> list[User]:
    """Everyone who has or had access, in the order they were added; readable before unlocking."""
    return [
        User(s["name"], s["duty"], "wrapped" not in s, date.fromisoformat(s["added"]))
        for s in _read(folder)["slots"]
        if s["kind"] == _USER
    ]


def add_user(folder: Path, data_key: bytes, name: str, duty: str, password: str, *, cost: Cost = COST) -> None:
    """Let one more person open the ledger. Raises Invalid (name taken or blank, weak password)."""
    content = _read_for(folder, data_key)
    _require_good(password, name)
    _append_user(content, data_key, (name, duty), password, cost)
    _write(folder, content)


def disable_user(folder: Path, data_key: bytes, name: str) -> None:
    """Throw this user's wrapped key away; the name stays for the record. Raises DeskError for the last one."""
    content = _read_for(folder, data_key)
    slot = _user_slot(content, name)
    active = [s for s in content["slots"] if s["kind"] == _USER and "wrapped" in s]
    if active == [slot]:
        raise DeskError("这是最后一个能打开台账的用户，没有停用。台账没有受影响。请先添加另一个用户。")
    for part in ("wrapped", "nonce", "salt", "cost"):
        slot.pop(part, None)
    _write(folder, content)


def change_password(folder: Path, user: str, old: str, new: str, *, cost: Cost = COST) -> None:
    """Give a user a new password who knows the old one; the data and the recovery code stay. Raises WrongPassword."""
    set_password(folder, unlock(folder, user, old), user, new, cost=cost)


def set_password(folder: Path, data_key: bytes, user: str, new: str, *, cost: Cost = COST) -> None:
    """The same by someone who has the ledger open or the recovery code; a disabled user becomes active again."""
    content = _read_for(folder, data_key)
    slot = _user_slot(content, user)
    _require_good(new, user)
    slot.update(_wrap(content, (_USER, user), data_key, normal(new), cost))
    _write(folder, content)


def new_recovery_code(folder: Path, data_key: bytes, *, cost: Cost = COST, code: str = "") -> str:
    """A fresh recovery code, or the one already printed; the old one stops working. It is stored nowhere."""
    content = _read_for(folder, data_key)
    code = code or new_code()
    content["slots"] = [s for s in content["slots"] if s["kind"] != _RECOVERY]
    content["slots"].append(_recovery_slot(content, data_key, code, cost))
    _write(folder, content)
    return code


def key_file_findings(folder: Path) -> list[str]:
    """What is wrong with the two key files, in Chinese; empty when both are sound and alike."""
    main, spare = _sound(folder / KEYS_NAME), _sound(folder / SPARE_NAME)
    if main is None:
        return ["钥匙文件坏了或不见了，现在靠备用的一份打开台账。台账没有变。请改一次口令，两份就会重新写好。"]
    if spare != main:
        return ["备用的钥匙文件坏了或是旧的。台账没有变。请改一次口令，两份就会重新写好。"]
    return []


def _require_good(password: str, name: str) -> None:
    faults = password_faults(password, name)
    if faults:
        raise Invalid([Problem("口令", fault) for fault in faults], "这个口令不能用，什么都没有改。")


def _append_user(content: dict[str, Any], data_key: bytes, who: tuple[str, str], password: str, cost: Cost) -> None:
    name, duty = who
    if not name.strip():
        raise Invalid([Problem("姓名", "不能空着")])
    if any(s["kind"] == _USER and s["name"] == name for s in content["slots"]):
        raise Invalid([Problem("姓名", "已经有叫这个名字的用户")])
    wrapped = _wrap(content, (_USER, name), data_key, normal(password), cost)
    slot = {"kind": _USER, "name": name, "duty": duty, "added": date.today().isoformat(), **wrapped}
    content["slots"].append(slot)


def _recovery_slot(content: dict[str, Any], data_key: bytes, code: str, cost: Cost) -> dict[str, Any]:
    wrapped = _wrap(content, (_RECOVERY, ""), data_key, read_code(code), cost)
    return {"kind": _RECOVERY, "name": "", "added": date.today().isoformat(), **wrapped}


def _user_slot(content: dict[str, Any], name: str) -> dict[str, Any]:
    for slot in content["slots"]:
        if slot["kind"] == _USER and slot["name"] == name:
            return slot  # type: ignore[no-any-return]
    raise DeskError("这本台账没有这个用户。台账没有受影响。请看看姓名有没有写错。")


def _wrap(content: dict[str, Any], who: tuple[str, str], data_key: bytes, secret: str, cost: Cost) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    parts = {"salt": _text(salt), "cost": [cost.memory_kib, cost.iterations, cost.lanes], "nonce": _text(nonce)}
    sealed = AESGCM(_stretch(secret, salt, cost)).encrypt(nonce, data_key, _bound(content, who, parts))
    return {**parts, "wrapped": _text(sealed)}


def _unwrap(content: dict[str, Any], slot: dict[str, Any], secret: str, refusal: str) -> bytes:
    cost = Cost(*slot["cost"])
    if not cost.bearable():
        raise DeskError(_DAMAGED)
    key = _stretch(secret, b64decode(slot["salt"]), cost)
    bound = _bound(content, (slot["kind"], slot["name"]), slot)
    try:
        data_key = AESGCM(key).decrypt(b64decode(slot["nonce"]), b64decode(slot["wrapped"]), bound)
    except InvalidTag:
        raise WrongPassword(refusal) from None
    return data_key


def _stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt, length=_KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret.encode())


def _bound(content: dict[str, Any], who: tuple[str, str], parts: dict[str, Any]) -> bytes:
    """What a slot is bound to: purpose, format, ledger, whose it is, salt and cost."""
    bound = ["fupin-desk data key", _FORMAT, content["ledger"], *who, parts["salt"], parts["cost"]]
    return json.dumps(bound, ensure_ascii=True, separators=(",", ":")).encode()


def _key_check(ledger: str, data_key: bytes) -> str:
    return hmac.new(data_key, f"fupin-desk key check {ledger}".encode(), hashlib.sha256).hexdigest()[:32]


def _read_for(folder: Path, data_key: bytes) -> dict[str, Any]:
    """The content for a change by someone who holds the data key; a wrong key would make slots that open nothing."""
    content = _read(folder)
    if not hmac.compare_digest(content["key_check"], _key_check(content["ledger"], data_key)):
        raise ValueError("this is not the data key of this ledger")
    return content


def _text(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _sum(content: dict[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _write(folder: Path, content: dict[str, Any]) -> None:
    data = json.dumps({**content, "sum": _sum(content)}, ensure_ascii=False, indent=1).encode()
    write_atomic(folder / KEYS_NAME, data)
    write_atomic(folder / SPARE_NAME, data)


def _read(folder: Path) -> dict[str, Any]:
    """The content of keys.json, or of its spare where it is missing or damaged. Raises DeskError."""
    paths = [folder / KEYS_NAME, folder / SPARE_NAME]
    if not any(path.exists() for path in paths):
        raise DeskError(_MISSING)
    for path in paths:
        content = _sound(path)
        if content is None:
            continue
        if content["format"] > _FORMAT:
            raise DeskError(_NEWER.format(found=content["format"], known=_FORMAT))
        return content
    raise DeskError(_DAMAGED)


def _sound(path: Path) -> dict[str, Any] | None:
    """The file's content when its checksum holds, else None."""
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        return None
    found = content.pop("sum", None)
    return content if content["format"] > _FORMAT or found == _sum(content) else None
