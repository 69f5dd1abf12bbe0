"""Enrolment of laptops: the request of a village, the county's certificate, revocations and numbered lists of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fupin_desk.exchange.documents import (
    CARD,
    CERTIFICATE,
    LIST,
    REQUEST,
    honest,
    parsed,
    read_document,
    sign_document,
)
from fupin_desk.exchange.identity import Identity, PublicCard, holds
from fupin_desk.exchange.plain import day, exactly, hexes, many, moment, show_moment, text, whole
from fupin_desk.exchange.refusals import BadDocument

WRITER, READER, CLERK = "writer", "reader", "clerk"
ROLES = {WRITER: "填报", READER: "只看", CLERK: "县级经办"}
"""What the holder of a key may do: send a village's data; only receive; send for the county."""
_ROTATION = b"jzbao-rotation-v1\0"


@dataclass(frozen=True, slots=True)
class Place:
    """A village as it stands in certificates: its 12-digit code and its name."""

    code: str
    name: str

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        return {"code": self.code, "name": self.name}

    @classmethod
    def from_plain(cls, value: object) -> Place:
        """Read what ``plain`` wrote. Raises ValueError."""
        found = exactly(value, "code", "name")
        return cls(text(found["code"]), text(found["name"]))


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """What a laptop asks the county to certify. Holds a person's name: as a file only sealed (``documents.seal``)."""

    card: PublicCard
    village: Place
    person: str = field(repr=False)
    device: str = field(repr=False)
    asked: date
    replaces: str = ""
    """The signing key this one replaces (64 hex digits), which has countersigned; "" for a first enrolment."""


def write_request(request: EnrolmentRequest, identity: Identity, before: Identity | None = None) -> bytes:
    """The request, signed by the new keys and, where keys are exchanged, countersigned by those they replace."""
    countersigned = before.sign(_ROTATION, request.card.to_bytes()).hex() if before else ""
    body: dict[str, object] = {
        "asked": request.asked.isoformat(), "card": request.card.plain(), "countersigned": countersigned,
        "device": request.device, "person": request.person, "replaces": before.card.signing if before else "",
        "village": request.village.plain(),
    }  # fmt: skip
    return sign_document(REQUEST, body, identity)


def read_request(data: bytes) -> EnrolmentRequest:
    """A request whose keys have signed it. Raises BadDocument. Who stands behind it, only the fingerprint tells."""
    document = read_document(data, REQUEST)
    request = parsed(document, _request)
    document.require(request.card.signing)
    if request.replaces:
        countersigned = bytes.fromhex(document.body["countersigned"])
        if not holds(request.replaces, _ROTATION, request.card.to_bytes(), countersigned):
            raise BadDocument("countersignature", what="登记申请")
    return request


@dataclass(frozen=True, slots=True)
class Certificate:
    """The county's word: this key belongs to this village and person in this role until this day."""

    card: PublicCard
    village: Place
    person: str = field(repr=False)
    role: str
    since: date
    until: date

    def issue(self, desk: Identity) -> bytes:
        """The certificate signed by the county's desk."""
        body: dict[str, object] = {
            "card": self.card.plain(), "person": self.person, "role": self.role, "since": self.since.isoformat(),
            "until": self.until.isoformat(), "village": self.village.plain(),
        }  # fmt: skip
        return sign_document(CERTIFICATE, body, desk)

    def valid_on(self, when: date) -> bool:
        """Whether the key may be used on this day."""
        return self.since <= when <= self.until


def read_certificate(data: bytes, *desks: PublicCard) -> Certificate:
    """A certificate signed by one of these county desks. Raises BadDocument."""
    document = read_document(data, CERTIFICATE)
    document.require(*(desk.signing for desk in desks))
    return parsed(document, _certificate)


@dataclass(frozen=True, slots=True)
class Revocation:
    """The county withdraws a key: packages and changes from these numbers on count no more, earlier ones stay."""

    signing: str
    from_package: int
    from_change: int
    reason: str
    day: date

    def plain(self) -> dict[str, object]:
        """As plain JSON."""
        return {
            "day": self.day.isoformat(), "from_change": self.from_change, "from_package": self.from_package,
            "reason": self.reason, "signing": self.signing,
        }  # fmt: skip

    @classmethod
    def from_plain(cls, value: object) -> Revocation:
        """Read what ``plain`` wrote. Raises ValueError."""
        found = exactly(value, "day", "from_change", "from_package", "reason", "signing")
        numbers = whole(found["from_package"], 1), whole(found["from_change"], 1)
        return cls(hexes(found["signing"], 64), *numbers, text(found["reason"]), day(found["day"]))


@dataclass(frozen=True, slots=True)
class NameList:
    """名单包: all certificates and revocations of a county (``village`` "") or of one village, under a rising number."""

    number: int
    village: str
    issued: datetime
    certificates: tuple[bytes, ...] = field(repr=False)
    revocations: tuple[Revocation, ...]

    def issue(self, desk: Identity) -> bytes:
        """The list signed by the county's desk."""
        body: dict[str, object] = {
            "certificates": [data.decode() for data in self.certificates], "issued": show_moment(self.issued),
            "number": self.number, "revocations": [gone.plain() for gone in self.revocations], "village": self.village,
        }  # fmt: skip
        return sign_document(LIST, body, desk)


def read_list(data: bytes, *desks: PublicCard) -> NameList:
    """A list signed by one of these desks. Raises BadDocument. Its certificates are checked one by one when used."""
    document = read_document(data, LIST)
    document.require(*(desk.signing for desk in desks))
    return parsed(document, _list)


def write_pairing_card(identity: Identity, village: Place) -> bytes:
    """What a laptop shows another of its village before the county has certified either: keys and village, no name."""
    return sign_document(CARD, {"card": identity.card.plain(), "village": village.plain()}, identity)


def read_pairing_card(data: bytes) -> tuple[PublicCard, Place]:
    """A card whose keys have signed it. Raises BadDocument. To be trusted only after comparing the fingerprint."""
    document = read_document(data, CARD)
    with honest(CARD):
        found = exactly(document.body, "card", "village")
        card, village = PublicCard.from_plain(found["card"]), Place.from_plain(found["village"])
    document.require(card.signing)
    return card, village


def for_village(certificates: Iterable[Certificate], village: str) -> list[Certificate]:
    """Those that a village's list names: its own laptops and the county's clerks."""
    return [one for one in certificates if one.village.code == village or one.role == CLERK]


def _request(body: dict[str, Any]) -> EnrolmentRequest:
    found = exactly(body, "asked", "card", "countersigned", "device", "person", "replaces", "village")
    replaces = hexes(found["replaces"], 64 if found["replaces"] else 0)
    hexes(found["countersigned"], 128 if replaces else 0)
    card, village = PublicCard.from_plain(found["card"]), Place.from_plain(found["village"])
    return EnrolmentRequest(card, village, text(found["person"]), text(found["device"]), day(found["asked"]), replaces)


def _certificate(body: dict[str, Any]) -> Certificate:
    found = exactly(body, "card", "person", "role", "since", "until", "village")
    if found["role"] not in ROLES:
        raise ValueError("a role that is not known")
    since, until = day(found["since"]), day(found["until"])
    card, village = PublicCard.from_plain(found["card"]), Place.from_plain(found["village"])
    return Certificate(card, village, text(found["person"]), found["role"], since, until)


def _list(body: dict[str, Any]) -> NameList:
    found = exactly(body, "certificates", "issued", "number", "revocations", "village")
    certificates = tuple(text(one, 10_000).encode() for one in many(found["certificates"]))
    revocations = tuple(Revocation.from_plain(one) for one in many(found["revocations"]))
    issued, number = moment(found["issued"]), whole(found["number"], 1)
    return NameList(number, text(found["village"]), issued, certificates, revocations)
