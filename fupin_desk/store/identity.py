"""Who wrote what: this replica's own keys, the public keys of the others, and what each of them may do.

The secret keys lie in the encrypted ledger and nowhere else. They are made with the replica id and anew with every
new one: a restored backup or a copied disk must not sign under the name of the original. What a former id of this
ledger has signed stays valid, only its secret is forgotten. How keys are made and used is handed in; the default is
Ed25519 for signing and X25519 for sealing, each as 32 raw bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, delete, insert, select, update

from fupin_desk.core.change import Change
from fupin_desk.core.envelope import BLOCK_DOMAIN, Sign, SignedBlock, Verify
from fupin_desk.core.errors import DeskError
from fupin_desk.store.schema import own_key, peer

OWN, CERTIFIED, PAIRED, REVOKED = "own", "certified", "paired", "revoked"
"""States of a known replica: this one; vouched for by the county; compared by hand (未经县级确认); called back."""
VILLAGE, COUNTY = "village", "county"
"""Roles of a replica."""
COUNTY_LEDGERS: Final = frozenset({"code_list", "parameter", "policy"})
"""Ledgers that only the county writes (exchange.md 4.3); a change of them by a village is carried and has no effect."""

_RAW: Final = 32
_FORGED = (
    "数据包里有一段记录的签名不对，可能被改动过，整个数据包没有导入。原有台账没有变化。请让对方重新导出，并用新的U盘拷贝。"
)
_OTHER_KEY = (
    "电脑编号 {short} 的密钥和以前登记的不一样，没有采用。原有台账没有变化。请与对方当面核对指纹，或请县里重新登记。"
)
_UNKNOWN = "电脑编号 {short} 没有登记，它写的记录没有导入。其他记录不受影响。请让对方先到县里登记，或当面配对。"
_REVOKED = (
    "电脑编号 {short} 已被县里停用，它停用以后写的记录没有导入。以前的记录都在。如果是误停用，请与县里联系。"
)


class LeftOut(DeskError):
    """Why a block is left out while the rest of the package can be taken."""


@dataclass(frozen=True)
class Keys:
    """The keys of one replica. ``secret`` is opaque to the store; by default the two private keys one after the other."""

    secret: bytes = field(repr=False)
    sign_key: bytes
    box_key: bytes


@dataclass(frozen=True)
class Peer:
    """What is known of a replica: whose it is, its public keys, and how far it is trusted.

    ``revoked_from`` is the first number that no longer counts; ``certificate`` what the county signed, as it came.
    """

    replica: str
    village: str
    role: str
    label: str
    sign_key: bytes
    box_key: bytes
    state: str
    revoked_from: int | None = None
    certificate: bytes | None = field(default=None, repr=False)


def make_keys() -> Keys:
    """Fresh keys from the system's randomness."""
    signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    secret = signing.private_bytes_raw() + sealing.private_bytes_raw()
    return Keys(secret, signing.public_key().public_bytes_raw(), sealing.public_key().public_bytes_raw())


def sign_with(secret: bytes, domain: bytes, data: bytes) -> bytes:
    """The 64 bytes of the signature over both joined."""
    return Ed25519PrivateKey.from_private_bytes(secret[:_RAW]).sign(domain + data)


def holds(sign_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Craft:
    """How a replica's keys are made and how they sign."""

    make: Callable[[], Keys] = make_keys
    sign: Callable[[bytes, bytes, bytes], bytes] = sign_with


def own_keys(connection: Connection, replica: str, village: str, craft: Craft) -> Keys:
    """The keys of this replica; made now, in the running transaction, where there are none yet."""
    query = select(own_key.c.secret, peer.c.sign_key, peer.c.box_key).join(peer, peer.c.replica == own_key.c.replica)
    found = connection.execute(query.where(own_key.c.replica == replica)).first()
    if found is not None:
        return Keys(*found)
    keys = craft.make()
    _forget_former(connection)
    connection.execute(delete(peer).where(peer.c.replica == replica))
    connection.execute(insert(own_key).values(replica=replica, secret=keys.secret))
    own = Peer(replica, village, VILLAGE, "", keys.sign_key, keys.box_key, OWN)
    connection.execute(insert(peer).values(vars(own)))
    return keys


def _forget_former(connection: Connection) -> None:
    """The ids this ledger had before stay known, without their secrets: their original may still be at work."""
    connection.execute(delete(own_key))
    former = update(peer).where(peer.c.state == OWN)
    connection.execute(former.where(peer.c.certificate.is_not(None)).values(state=CERTIFIED))
    connection.execute(former.values(state=PAIRED))


def signer(connection: Connection, replica: str, village: str, craft: Craft) -> Sign:
    """Signs what this replica writes."""
    secret = own_keys(connection, replica, village, craft).secret
    return lambda domain, data: craft.sign(secret, domain, data)


def peers(connection: Connection) -> dict[str, Peer]:
    """Every replica whose keys are known, by its id."""
    return {row["replica"]: Peer(**row) for row in connection.execute(select(peer)).mappings()}


def learn(connection: Connection, found: Peer) -> None:
    """Note a replica that was certified or paired; a lesser word never replaces a greater one.

    Raises DeskError when it is known with another key, village or role: then somebody uses a name that is not his.
    """
    known = peers(connection).get(found.replica)
    if known is None:
        connection.execute(insert(peer).values(vars(found)))
        return
    if (known.sign_key, known.village, known.role) != (found.sign_key, found.village, found.role):
        raise DeskError(_OTHER_KEY.format(short=short(found.replica)))
    state = known.state if known.state in (OWN, REVOKED) or found.state == PAIRED else found.state
    kept = replace(
        found, state=state, revoked_from=known.revoked_from, certificate=found.certificate or known.certificate,
        label=found.label or known.label,
    )  # fmt: skip
    connection.execute(update(peer).where(peer.c.replica == found.replica).values(vars(kept)))


def revoke(connection: Connection, replica: str, from_seq: int) -> None:
    """From this number on a replica's changes no longer count; an earlier number than before replaces it."""
    known = peers(connection).get(replica)
    if known is None or (known.revoked_from is not None and known.revoked_from <= from_seq):
        return
    state = OWN if known.state == OWN else REVOKED
    connection.execute(update(peer).where(peer.c.replica == replica).values(state=state, revoked_from=from_seq))


def verifier(known: Mapping[str, Peer], villages: Collection[str] | None = None) -> Verify:
    """Checks a block against the keys of ``known``, as ``peers`` gives them or with those a package brings along.

    The verifier raises LeftOut for a block that is not taken though the rest may be (replica unknown, revoked), and
    DeskError for one that spoils the whole package (forged, of a village not among ``villages``).
    """

    def verify(block: SignedBlock) -> None:
        found = known.get(block.replica)
        if found is None:
            raise unknown(block.replica)
        if not holds(found.sign_key, BLOCK_DOMAIN + block.data, block.signature):
            raise DeskError(_FORGED)
        if found.revoked_from is not None and block.last >= found.revoked_from:
            raise LeftOut(_REVOKED.format(short=short(block.replica)))
        if villages is not None and found.role == VILLAGE and found.village not in villages:
            raise DeskError(_other_village(found.village))

    return verify


def unknown(replica: str) -> LeftOut:
    """Why nothing of a replica is taken that nobody has registered."""
    return LeftOut(_UNKNOWN.format(short=short(replica)))


def _other_village(code: str) -> str:
    return f"数据包里有别的村（{code}）的记录，没有导入。原有台账没有变化。请确认拿对了数据包，或在那个村的台账里导入。"


def short(replica: str) -> str:
    """The first digits of a replica's id, as people compare them."""
    return replica[:8].upper()


@dataclass(frozen=True)
class Origins:
    """Which village each replica writes for, and which replicas are the county's: what the fold needs to know of them."""

    villages: Mapping[str, str] = field(default_factory=dict)
    county: frozenset[str] = frozenset()

    def village(self, replica: str, own: str) -> str:
        """The village a record belongs to: that of the replica that made it."""
        return self.villages.get(replica, own)

    def knows(self, replica: str) -> bool:
        """Whether it is said whose this replica is; without that its records have no village."""
        return replica in self.villages or replica in self.county

    def may(self, change: Change) -> bool:
        """Whether the change has effect: what is the county's, villages only carry."""
        return change.ledger not in COUNTY_LEDGERS or change.replica in self.county


def origins(connection: Connection) -> Origins:
    """What is known of every replica's village and role."""
    rows = connection.execute(select(peer.c.replica, peer.c.village, peer.c.role)).all()
    return Origins({r: v for r, v, role in rows if role == VILLAGE}, frozenset(r for r, _, role in rows if role == COUNTY))
