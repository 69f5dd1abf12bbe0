"""Whom this installation trusts: the county's card, its newest list, and laptops paired by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from fupin_desk.core.envelope import BLOCK_DOMAIN, SignedBlock
from fupin_desk.exchange.certificates import (
    CLERK,
    READER,
    Certificate,
    NameList,
    Place,
    Revocation,
    read_certificate,
    read_list,
    read_pairing_card,
)
from fupin_desk.exchange.county import CountyCard, read_county_card
from fupin_desk.exchange.documents import LARGEST
from fupin_desk.exchange.identity import PublicCard, holds
from fupin_desk.exchange.plain import exactly, many, read_canonical, text, write_canonical
from fupin_desk.exchange.refusals import (
    BadOrigin,
    Expired,
    ListClash,
    NotEntitled,
    OtherCounty,
    Revoked,
    UnknownSender,
    WrongVillage,
)

UNCONFIRMED = "未经县级确认"
"""How a laptop that was only paired by hand is marked everywhere."""


class Standing(Enum):
    """On whose word a key is trusted."""

    OWN = "本机"
    COUNTY = "县级"
    CERTIFIED = "县级已确认"
    PAIRED = UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Known:
    """A key that is known here: its card, its village, on whose word, and the certificate if there is one."""

    card: PublicCard
    village: Place
    standing: Standing
    certificate: Certificate | None = None

    @property
    def is_county(self) -> bool:
        """Whether it speaks for the county."""
        by_role = self.certificate is not None and self.certificate.role == CLERK
        by_place = self.standing is Standing.OWN and not self.village.code
        return self.standing is Standing.COUNTY or by_role or by_place


class Directory:
    """Looks up keys. The documents it stands on are kept to the letter, so that they can be forwarded and rechecked."""

    def __init__(self, own: PublicCard, village: Place) -> None:
        """``village`` is the own one; at the county's desk its code is ""."""
        self.own, self.village = own, village
        self.names: NameList | None = None
        self._cards: list[tuple[CountyCard, bytes]] = []
        self._names_data = b""
        self._paired: dict[str, tuple[Known, bytes]] = {}
        self._by_key: dict[str, Known] = {}
        self._by_replica: dict[str, list[Known]] = {}
        self._revoked: dict[str, Revocation] = {}
        self._index()

    @property
    def county(self) -> CountyCard | None:
        """The county's newest card; None before first contact."""
        return self._cards[-1][0] if self._cards else None

    @property
    def list_number(self) -> int:
        """The number of the county's list that is held; 0 for none."""
        return self.names.number if self.names else 0

    def take_county(self, data: bytes) -> bool:
        """Keep a county's card whose fingerprint the person has compared, or a newer one of the same root.

        False when it is not newer. Raises BadDocument, OtherCounty.
        """
        county = self.county
        card = read_county_card(data, county.root if county else "")
        if county and card.number <= county.number:
            return False
        self._cards.append((card, data))
        self._index()
        return True

    def take_list(self, data: bytes) -> bool:
        """Keep a list of the county's present desk with a higher number. False when it is not newer.

        Raises BadDocument, ListClash, OtherCounty, WrongVillage.
        """
        county = self.county
        if county is None:
            raise OtherCounty("no county yet", what="名单包")
        names = read_list(data, county.desk)
        if names.village and self.village.code and names.village != self.village.code:
            raise WrongVillage(sender=names.village, own=self.village.name)
        if names.number == self.list_number and data != self._names_data:
            raise ListClash(number=names.number)
        if names.number <= self.list_number:
            return False
        self._keep_list(names, data)
        return True

    def pair(self, data: bytes) -> Known:
        """Trust another laptop of the own village after its fingerprint was compared. Raises BadDocument, WrongVillage."""
        card, village = read_pairing_card(data)
        if village.code != self.village.code:
            raise WrongVillage(sender=village.name, own=self.village.name)
        known = Known(card, village, Standing.PAIRED)
        self._paired[card.signing] = (known, data)
        self._index()
        return self._by_key[card.key_id]

    def unpair(self, signing: str) -> None:
        """Trust a paired laptop no longer; one the county has certified stays."""
        self._paired.pop(signing, None)
        self._index()

    def known(self) -> list[Known]:
        """Every key known here."""
        return list(self._by_key.values())

    def receivers(self, on: date) -> list[Known]:
        """To whom a package from here may go on this day: the county's present desk and clerks, the own village's laptops.

        From the county's desk: every certified laptop.
        """
        return [known for known in self._by_key.values() if self._may_receive(known, on)]

    def is_revoked(self, known: Known) -> bool:
        """Whether the county has withdrawn this key, from whatever number on."""
        return known.card.signing in self._revoked

    def sender(self, key_id: str) -> Known:
        """Who signs with this key. Raises UnknownSender."""
        found = self._by_key.get(key_id)
        if found is None:
            raise UnknownSender(key=key_id[:8])
        return found

    def require_entitled(self, known: Known, package: int, on: date) -> None:
        """Whether the key may send this package on this day. Raises Revoked, Expired, NotEntitled, WrongVillage."""
        name = known.village.name
        gone = self._revoked.get(known.card.signing)
        if gone is not None and package >= gone.from_package:
            raise Revoked(sender=name, since=gone.from_package)
        certificate = known.certificate
        if certificate is not None:
            if not certificate.valid_on(on):
                raise Expired(sender=name, since=certificate.since, until=certificate.until)
            if certificate.role == READER:
                raise NotEntitled(sender=name)
        if known.standing is Standing.COUNTY:
            self._require_desk(known, on)
        if self.village.code and not known.is_county and known.village.code != self.village.code:
            raise WrongVillage(sender=name, own=self.village.name)

    def verify_block(self, block: SignedBlock) -> None:
        """As ``core.envelope.Verify``: raises BadOrigin unless its replica has signed and was entitled to the numbers."""
        for known in self._by_replica.get(block.replica, ()):
            key = known.card.signing
            if holds(key, BLOCK_DOMAIN, block.data, block.signature):
                gone = self._revoked.get(key)
                if gone is not None and block.last >= gone.from_change:
                    raise BadOrigin("revoked")
                return
        raise BadOrigin("signature" if block.replica in self._by_replica else "unknown replica")

    def origin(self, replica: str) -> Known | None:
        """Who writes as this replica (with its newest key); None when nobody vouches for it."""
        found = self._by_replica.get(replica)
        return found[-1] if found else None

    def to_bytes(self) -> bytes:
        """Every document it stands on, for the encrypted store."""
        cards, pairings = ([data.decode() for _, data in some] for some in (self._cards, self._paired.values()))
        names = self._names_data.decode()
        return write_canonical({"county": cards, "directory": 1, "names": names, "pairings": pairings})

    @classmethod
    def from_bytes(cls, data: bytes, own: PublicCard, village: Place) -> Directory:
        """Read what ``to_bytes`` wrote, checking every document again. Raises ValueError, BadDocument."""
        found = exactly(read_canonical(data), "county", "directory", "names", "pairings")
        directory = cls(own, village)
        for one in many(found["county"]):
            directory.take_county(text(one, LARGEST).encode())
        names = text(found["names"], LARGEST).encode()
        if names:
            # The county may have changed its keys since: a list taken in time stays good.
            directory._keep_list(read_list(names, *directory._desks()), names)
        for one in many(found["pairings"]):
            directory.pair(text(one, LARGEST).encode())
        return directory

    def _keep_list(self, names: NameList, data: bytes) -> None:
        for one in names.certificates:
            read_certificate(one, *self._desks())
        self.names, self._names_data = names, data
        self._index()

    def _desks(self) -> list[PublicCard]:
        return [card.desk for card, _ in self._cards]

    def _may_receive(self, known: Known, on: date) -> bool:
        if known.standing is Standing.OWN or self.is_revoked(known):
            return False
        if known.standing is Standing.COUNTY:
            return self.county is not None and self.county.desk == known.card
        if known.certificate is not None and not known.certificate.valid_on(on):
            return False
        return known.is_county or not self.village.code or known.village.code == self.village.code

    def _require_desk(self, known: Known, on: date) -> None:
        cards = [card for card, _ in self._cards if card.desk == known.card]
        newest = self.county is not None and self.county.desk == known.card
        if not (newest and cards[-1].valid_on(on)):
            raise Expired(sender=known.village.name, since=cards[-1].since, until=cards[-1].until)

    def _index(self) -> None:
        self._revoked = {gone.signing: gone for gone in self.names.revocations} if self.names else {}
        entries = [known for known, _ in self._paired.values()]
        for data in self.names.certificates if self.names else ():
            one = read_certificate(data, *self._desks())
            entries.append(Known(one.card, one.village, Standing.CERTIFIED, one))
        entries += [Known(card.desk, Place("", card.name), Standing.COUNTY) for card, _ in self._cards]
        self._fill(entries)

    def _fill(self, entries: Iterable[Known]) -> None:
        """Later entries win: a certificate over a pairing; the own key over everything."""
        self._by_key = {known.card.key_id: known for known in entries}
        certified = self._by_key.pop(self.own.key_id, None)
        own = Known(self.own, self.village, Standing.OWN, certified.certificate if certified else None)
        self._by_key[self.own.key_id] = own
        self._by_replica = {}
        for known in self._by_key.values():
            self._by_replica.setdefault(known.card.replica, []).append(known)
