"""Receipts: what somebody holds of whose changes and packages, what was rejected and why, and the anchor of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fupin_desk.core.envelope import Held
from fupin_desk.exchange.directory import Directory, Known
from fupin_desk.exchange.documents import RECEIPT, parsed, read_document, sign_document
from fupin_desk.exchange.identity import Identity, key_id
from fupin_desk.exchange.plain import exactly, hexes, many, moment, row, show_moment, text, whole
from fupin_desk.exchange.refusals import BadDocument, UnknownSender


@dataclass(frozen=True, slots=True)
class Arrived:
    """One package that was taken: the sender's replica, its number, its name (SHA-256 of the first payload)."""

    replica: str
    seq: int
    name: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Changes of a replica, from - to, that were not taken, and the reason in Chinese. Holds no personal data."""

    replica: str
    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """The head of the ledger's signed chain when the receipt was written: what stood before cannot be changed unseen."""

    entries: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to packages (exchange.md 4.2). ``village`` is the village it answers, by code."""

    issuer: str
    """The signing key of whoever answers (64 hex digits)."""
    village: str
    held: Held
    packages: tuple[Arrived, ...]
    rejected: tuple[Rejected, ...]
    anchor: Anchor | None
    time: datetime
    """County time, UTC."""
    list_number: int
    photos: tuple[str, ...] = ()
    """SHA-256 of the photos held, sorted: they need not be sent again."""

    def sign(self, identity: Identity) -> bytes:
        """The signed receipt. Raises ValueError for somebody else's."""
        if identity.card.signing != self.issuer:
            raise ValueError("a receipt is signed by whoever issues it")
        return sign_document(RECEIPT, self._plain(), identity)

    def confirms(self, name: str) -> bool:
        """Whether this package has arrived, so that it may be cleared from the stick."""
        return any(one.name == name for one in self.packages)

    def _plain(self) -> dict[str, object]:
        anchor = {"entries": self.anchor.entries, "sha256": self.anchor.sha256} if self.anchor else None
        packages = [[one.replica, one.seq, one.name] for one in self.packages]
        rejected = [[one.replica, one.first, one.last, one.reason] for one in self.rejected]
        return {
            "anchor": anchor, "held": self.held.plain(), "issuer": self.issuer, "list_number": self.list_number,
            "packages": packages, "photos": list(self.photos), "rejected": rejected,
            "time": show_moment(self.time), "village": self.village,
        }  # fmt: skip


def read_receipt(data: bytes, directory: Directory) -> tuple[Receipt, Known]:
    """A receipt and who issued it: the county or a laptop of the village. Raises BadDocument, UnknownSender (also when revoked)."""
    document = read_document(data, RECEIPT)
    receipt = parsed(document, _receipt)
    document.require(receipt.issuer)
    issuer = directory.sender(key_id(receipt.issuer))
    if issuer.card.signing != receipt.issuer or directory.is_revoked(issuer):
        raise UnknownSender(key=issuer.card.key_id[:8])
    if directory.village.code and receipt.village != directory.village.code:
        raise BadDocument("for another village", what="回执")
    return receipt, issuer


def _receipt(body: dict[str, Any]) -> Receipt:
    names = "anchor", "held", "issuer", "list_number", "packages", "photos", "rejected", "time", "village"
    found = exactly(body, *names)
    packages = tuple(_arrived(*row(one, 3)) for one in many(found["packages"]))
    rejected = tuple(_rejected(*row(one, 4)) for one in many(found["rejected"]))
    anchor = None
    if found["anchor"] is not None:
        parts = exactly(found["anchor"], "entries", "sha256")
        anchor = Anchor(whole(parts["entries"]), hexes(parts["sha256"], 64))
    photos = tuple(hexes(one, 64) for one in many(found["photos"]))
    held, issuer = Held.from_plain(found["held"]), hexes(found["issuer"], 64)
    when, number = moment(found["time"]), whole(found["list_number"])
    return Receipt(issuer, text(found["village"]), held, packages, rejected, anchor, when, number, photos)


def _arrived(replica: object, seq: object, name: object) -> Arrived:
    return Arrived(hexes(replica, 32), whole(seq, 1), hexes(name, 64))


def _rejected(replica: object, first: object, last: object, reason: object) -> Rejected:
    return Rejected(hexes(replica, 32), whole(first, 1), whole(last, 1), text(reason))
