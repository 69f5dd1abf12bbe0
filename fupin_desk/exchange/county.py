"""The county's root key, kept offline, and the card by which villages know the county."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fupin_desk.exchange.documents import COUNTY, Document, parsed, read_document, sign_document
from fupin_desk.exchange.identity import PublicCard, require_domain
from fupin_desk.exchange.plain import day, exactly, hexes, read_canonical, text, whole, write_canonical
from fupin_desk.exchange.refusals import OtherCounty


@dataclass(frozen=True, slots=True)
class CountyRoot:
    """The key above all others of a county: it signs county cards and nothing else."""

    _seed: bytes = field(repr=False)

    @classmethod
    def create(cls) -> CountyRoot:
        """A new root."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> str:
        """The public key, 64 hex digits."""
        return Ed25519PrivateKey.from_private_bytes(self._seed).public_key().public_bytes_raw().hex()

    def sign(self, domain: bytes, data: bytes) -> bytes:
        """64 bytes over the domain and the data."""
        require_domain(domain)
        return Ed25519PrivateKey.from_private_bytes(self._seed).sign(domain + data)

    def to_bytes(self) -> bytes:
        """For an encrypted store or the sealed paper only: holds the private key."""
        return write_canonical({"root": 1, "seed": self._seed.hex()})

    @classmethod
    def from_bytes(cls, data: bytes) -> CountyRoot:
        """Read what ``to_bytes`` wrote. Raises ValueError."""
        found = exactly(read_canonical(data), "root", "seed")
        if whole(found["root"]) != 1:
            raise ValueError("a root of another format")
        return cls(bytes.fromhex(hexes(found["seed"], 64)))


@dataclass(frozen=True, slots=True)
class CountyCard:
    """Who the county is: name and code, the days on which the card is valid, the root and the keys of its desk."""

    name: str
    code: str
    """Six digits (GB/T 2260)."""
    number: int
    """Rises with every new card of this root."""
    since: date
    until: date
    root: str
    desk: PublicCard

    def issue(self, root: CountyRoot) -> bytes:
        """The signed card. Raises ValueError when it names another root."""
        if root.public != self.root:
            raise ValueError("a card names the root that signs it")
        return sign_document(COUNTY, self._plain(), root)

    def valid_on(self, when: date) -> bool:
        """Whether the card may be used on this day."""
        return self.since <= when <= self.until

    def _plain(self) -> dict[str, object]:
        days: dict[str, object] = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        names = {"code": self.code, "name": self.name, "number": self.number}
        return {**days, **names, "desk": self.desk.plain(), "root": self.root}


def read_county_card(data: bytes, root: str = "") -> CountyCard:
    """A county's card, signed by the root it names. Raises BadDocument; OtherCounty when ``root`` is another.

    With no ``root`` known this proves only that the card belongs to its root: a person compares the fingerprint.
    """
    document: Document = read_document(data, COUNTY)
    card = parsed(document, _card)
    document.require(card.root)
    if root and card.root != root:
        raise OtherCounty(what="县级公钥卡")
    return card


def _card(body: dict[str, Any]) -> CountyCard:
    found = exactly(body, "code", "desk", "name", "number", "root", "since", "until")
    since, until = day(found["since"]), day(found["until"])
    if until < since:
        raise ValueError("ends before it begins")
    desk, root = PublicCard.from_plain(found["desk"]), hexes(found["root"], 64)
    return CountyCard(text(found["name"]), text(found["code"]), whole(found["number"], 1), since, until, root, desk)
