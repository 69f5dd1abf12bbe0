"""The keys of one installation: an Ed25519 key that signs and an X25519 (age) key that opens what was sent to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import IdentityError, RecipientError, x25519

from fupin_desk.core.ids import new_replica_id
from fupin_desk.exchange.plain import exactly, hexes, read_canonical, text, whole, write_canonical

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PublicCard:
    """What others may know of an installation: its replica id and its two public keys. No name, no place."""

    replica: str
    signing: str
    """Ed25519, 64 hex digits."""
    sealing: str
    """X25519 in age's spelling, age1…"""

    @property
    def key_id(self) -> str:
        """32 hex digits that stand for the signing key in the header of a package."""
        return key_id(self.signing)

    @property
    def short_id(self) -> str:
        """16 hex digits that stand for the sealing key in the header of a package."""
        return hashlib.sha256(b"jzbao-receiver-v1\0" + self.sealing.encode()).hexdigest()[:16]

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        return {"card": _FORMAT, "replica": self.replica, "sealing": self.sealing, "signing": self.signing}

    def to_bytes(self) -> bytes:
        """Canonical JSON."""
        return write_canonical(self.plain())

    @classmethod
    def from_plain(cls, value: object) -> PublicCard:
        """Read what ``plain`` wrote. Raises ValueError, also for keys that are none."""
        found = exactly(value, "card", "replica", "sealing", "signing")
        if whole(found["card"]) != _FORMAT:
            raise ValueError("a card of another format")
        sealing = text(found["sealing"])
        require_sealing_key(sealing)
        signing = hexes(found["signing"], 64)
        _public(signing)
        return cls(hexes(found["replica"], 32), signing, sealing)

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicCard:
        """Read what ``to_bytes`` wrote. Raises ValueError."""
        return cls.from_plain(read_canonical(data))


@dataclass(frozen=True, slots=True)
class Identity:
    """The private side; it lives only in the encrypted ledger and is left out of every ``repr``."""

    replica: str
    _seed: bytes = field(repr=False)
    _opening: str = field(repr=False)

    @classmethod
    def create(cls, replica: str = "") -> Identity:
        """New keys for an installation; ``replica`` when its id exists already."""
        seed = Ed25519PrivateKey.generate().private_bytes_raw()
        return cls(replica or new_replica_id(), seed, str(x25519.Identity.generate()))

    @property
    def card(self) -> PublicCard:
        """The public side."""
        signing = Ed25519PrivateKey.from_private_bytes(self._seed).public_key().public_bytes_raw().hex()
        return PublicCard(self.replica, signing, str(self.opening.to_public()))

    @property
    def opening(self) -> x25519.Identity:
        """The key that opens packages."""
        return x25519.Identity.from_str(self._opening)

    def sign(self, domain: bytes, data: bytes) -> bytes:
        """64 bytes over the domain and the data. A domain ends in a zero byte, so that none runs into the data."""
        require_domain(domain)
        return Ed25519PrivateKey.from_private_bytes(self._seed).sign(domain + data)

    def to_bytes(self) -> bytes:
        """For the encrypted store only: holds the private keys."""
        plain: dict[str, object] = {"identity": _FORMAT, "opening": self._opening, "replica": self.replica}
        return write_canonical({**plain, "seed": self._seed.hex()})

    @classmethod
    def from_bytes(cls, data: bytes) -> Identity:
        """Read what ``to_bytes`` wrote. Raises ValueError."""
        found: dict[str, Any] = exactly(read_canonical(data), "identity", "opening", "replica", "seed")
        if whole(found["identity"]) != _FORMAT:
            raise ValueError("an identity of another format")
        try:
            x25519.Identity.from_str(text(found["opening"]))
        except IdentityError:
            raise ValueError("no opening key") from None
        return cls(hexes(found["replica"], 32), bytes.fromhex(hexes(found["seed"], 64)), found["opening"])


def key_id(signing: str) -> str:
    """32 hex digits for a signing key (64 hex digits)."""
    return hashlib.sha256(b"jzbao-key-v1\0" + bytes.fromhex(signing)).hexdigest()[:32]


def holds(signing: str, domain: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the signature over domain and data is that key's (64 hex digits). Raises nothing."""
    require_domain(domain)
    try:
        _public(signing).verify(signature, domain + data)
    except (InvalidSignature, ValueError):
        return False
    return True


def require_domain(domain: bytes) -> None:
    """Raises ValueError for what cannot separate one purpose of a signature from another."""
    if not (domain.startswith(b"jzbao-") and domain.endswith(b"\0") and domain.count(b"\0") == 1):
        raise ValueError("a domain expected")


def require_sealing_key(sealing: str) -> x25519.Recipient:
    """The receiver's key. Raises ValueError when it is none."""
    try:
        return x25519.Recipient.from_str(sealing)
    except RecipientError:
        raise ValueError("no sealing key") from None


@lru_cache(maxsize=1024)
def _public(signing: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(signing))
