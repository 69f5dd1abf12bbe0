"""An invented county: its root and desk, villages with laptops, and packages between them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fupin_desk.core.change import PUT, Change
from fupin_desk.core.envelope import Held, SignedBlock, seal_block
from fupin_desk.core.hlc import Stamp
from fupin_desk.exchange.certificates import WRITER, Certificate, NameList, Place, Revocation
from fupin_desk.exchange.county import CountyCard, CountyRoot
from fupin_desk.exchange.directory import Directory
from fupin_desk.exchange.frames import (
    CARRY,
    Attachment,
    CarriedList,
    CarriedReceipt,
    Frame,
    Unknown,
    count_name,
)
from fupin_desk.exchange.identity import Identity, PublicCard
from fupin_desk.exchange.incoming import check, read
from fupin_desk.exchange.outgoing import Plan
from fupin_desk.exchange.package import TO_COUNTY, Manifest
from fupin_desk.exchange.stick import Delivered, write_package

TODAY = date(2026, 3, 1)
UNTIL = date(2026, 12, 31)
STONE, CREEK = Place("511799105203", "石桥村"), Place("511799105204", "清溪村")
NAME, ID_NUMBER = "欧阳秀兰", "511799196003070013"
"""What must never be readable in a file."""


@dataclass
class Laptop:
    """One installation and whom it trusts."""

    identity: Identity
    village: Place
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.directory = Directory(self.identity.card, self.village)

    @property
    def card(self) -> PublicCard:
        return self.identity.card


class County:
    """A county that certifies laptops and hands out numbered lists."""

    def __init__(self, name: str = "青山县", code: str = "511799") -> None:
        self.root = CountyRoot.create()
        self.desk = Laptop(Identity.create(), Place("", name))
        card = CountyCard(name, code, 1, date(2026, 1, 1), UNTIL, self.root.public, self.desk.card)
        self.card_data = card.issue(self.root)
        self.certificates: list[bytes] = []
        self.revocations: list[Revocation] = []
        self.number = 0
        self.laptops: list[Laptop] = [self.desk]

    def certify(self, laptop: Laptop, role: str = WRITER, *, until: date = UNTIL, village: Place | None = None) -> None:
        certificate = Certificate(laptop.card, village or laptop.village, NAME, role, date(2026, 1, 1), until)
        self.certificates.append(certificate.issue(self.desk.identity))
        self.laptops.append(laptop)

    def list_data(self, village: str = "", number: int = 0) -> bytes:
        issued = datetime(2026, 3, 1, 8, tzinfo=UTC)
        names = NameList(number or self.number, village, issued, tuple(self.certificates), tuple(self.revocations))
        return names.issue(self.desk.identity)

    def publish(self) -> None:
        """A new list reaches everybody."""
        self.number += 1
        for laptop in self.laptops:
            laptop.directory.take_county(self.card_data)
            laptop.directory.take_list(self.list_data())


def county_with(*villages: Place) -> tuple[County, list[Laptop]]:
    """A county and one certified laptop for each village named."""
    county = County()
    laptops = [Laptop(Identity.create(), village) for village in villages]
    for laptop in laptops:
        county.certify(laptop)
    county.publish()
    return county, laptops


def block(identity: Identity, first: int = 1, count: int = 3) -> SignedBlock:
    """Signed changes that hold a name and an ID number."""
    values = {"name": {"name": NAME}, "id": {"id_number": ID_NUMBER}}
    changes = [
        Change(identity.replica, seq, PUT, "member", f"行{seq}", values, (), NAME, "", "2026-03-01T10:00:00",
               Stamp(1_772_000_000_000, seq), "批1", 1)
        for seq in range(first, first + count)
    ]  # fmt: skip
    return seal_block(changes, identity.sign)


def photo(content: bytes) -> Attachment:
    return Attachment(hashlib.sha256(content).hexdigest(), "jpg", content)


def plan(sender: Laptop, receivers: Iterable[Laptop], frames: Sequence[Frame], **other: Any) -> Plan:
    """A plan that counts these frames."""
    usual: dict[str, Any] = {
        "village": sender.village, "purpose": TO_COUNTY, "receivers": tuple(one.card for one in receivers),
        "seq": 7, "prev": "", "schema": 1, "made": "2026-03-01T10:00:00", "before": Held(),
        "after": Held({sender.card.replica: ((1, 3),)}), "counts": Counter(map(count_name, frames)),
    }  # fmt: skip
    return Plan(**{**usual, **other})


def send(folder: Path, sender: Laptop, receivers: Iterable[Laptop], frames: Sequence[Frame], **other: Any) -> Delivered:
    """Write a package as the program does."""
    options = {name: other.pop(name) for name in ("part_bytes", "task", "open_part") if name in other}
    planned = plan(sender, receivers, frames, **other)
    return write_package(folder, planned, sender.identity, frames, "SM012", TODAY, **options)


def receive(paths: Sequence[Path], reader: Laptop, on: date = TODAY, **other: Any) -> tuple[Manifest, list[Frame]]:
    """Check and open a package; nothing is taken unless all of it is right."""
    frames: list[Frame] = []
    checked = check(paths, reader.directory, on)
    manifest = read(checked, reader.identity, reader.directory, frames.append, **other)
    return manifest, frames


def everything(sender: Laptop) -> list[Frame]:
    """One frame of each kind."""
    return [
        block(sender.identity), photo(b"\xff\xd8 a picture" * 50), CarriedReceipt(b"receipt"), CarriedList(b"list"),
        Unknown(77, bytes([CARRY]) + "明年的内容".encode()),
    ]  # fmt: skip
