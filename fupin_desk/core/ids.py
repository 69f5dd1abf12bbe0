"""Keys that two laptops can make without meeting: UUIDv7 and replica ids."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last_ms = 0
_last_tail = 0
_TAIL_BITS = 74


def new_id() -> str:
    """A UUIDv7 (RFC 9562) in its 36-character form; ids made by one program rise strictly."""
    global _last_ms, _last_tail
    with _lock:
        now_ms = time.time_ns() // 1_000_000
        if now_ms > _last_ms:
            _last_ms, _last_tail = now_ms, secrets.randbits(_TAIL_BITS - 1)
        else:
            _last_tail += 1 + secrets.randbits(16)
        return _format(_last_ms, _last_tail)


def _format(ms: int, tail: int) -> str:
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    value = (ms & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0b10 << 62 | low
    return str(uuid.UUID(int=value))


def new_replica_id() -> str:
    """The name of one installation: 128 random bits as 32 hex digits (exchange 4.1)."""
    return secrets.token_hex(16)
