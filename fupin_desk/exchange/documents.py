"""Signed documents: canonical JSON with its kind and one signature. Cards, requests, certificates, lists, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import pyrage

from fupin_desk.exchange.identity import Identity, PublicCard, holds, require_sealing_key
from fupin_desk.exchange.plain import exactly, hexes, read_canonical, text, write_canonical
from fupin_desk.exchange.refusals import BadDocument

T = TypeVar("T")

CARD, COUNTY, REQUEST, CERTIFICATE = "card", "county", "request", "certificate"
LIST, RECEIPT = "list", "receipt"
NAMES = {
    CARD: "配对卡", COUNTY: "县级公钥卡", REQUEST: "登记申请", CERTIFICATE: "证书", LIST: "名单包", RECEIPT: "回执",
}  # fmt: skip
"""Every kind and what a person calls it."""
LARGEST = 16_000_000
"""The most bytes a document may have."""
_SEALED = b"JZDOC\0\x00\x01"
"""How a document begins that is encrypted to one receiver."""


class Signer(Protocol):
    """Whoever can sign: an installation or a county's root."""

    def sign(self, domain: bytes, data: bytes) -> bytes:
        """64 bytes over the domain and the data."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read; its signature is not checked yet."""

    kind: str
    body: dict[str, Any] = field(repr=False)
    signature: bytes = field(repr=False)
    data: bytes = field(repr=False)
    """All bytes, to keep and to forward."""

    def require(self, *signing: str) -> None:
        """Raises BadDocument unless one of these keys (64 hex digits) has signed."""
        domain, body = _domain(self.kind), write_canonical(self.body)
        if not any(holds(key, domain, body, self.signature) for key in signing):
            raise BadDocument("signature", what=NAMES[self.kind])


def sign_document(kind: str, body: Mapping[str, object], signer: Signer) -> bytes:
    """The bytes of a signed document."""
    signature = signer.sign(_domain(kind), write_canonical(body))
    return write_canonical({"body": dict(body), "kind": kind, "signature": signature.hex()})


def read_document(data: bytes, kind: str) -> Document:
    """Take a document apart. Raises BadDocument when it is damaged, too large or of another kind."""
    with honest(kind):
        if len(data) > LARGEST:
            raise ValueError("too large")
        found = exactly(read_canonical(data), "body", "kind", "signature")
        if found["kind"] != kind or not isinstance(found["body"], dict):
            raise ValueError("of another kind")
        return Document(kind, found["body"], bytes.fromhex(hexes(found["signature"], 128)), data)


def parsed(document: Document, parse: Callable[[dict[str, Any]], T]) -> T:
    """What a document says. Raises BadDocument where ``parse`` raises ValueError."""
    with honest(document.kind):
        return parse(document.body)


@contextmanager
def honest(kind: str) -> Iterator[None]:
    """Turn a ValueError inside into the sentence for this kind of document."""
    try:
        yield
    except ValueError as error:
        raise BadDocument(str(error), what=NAMES[kind]) from None


def seal(data: bytes, receiver: PublicCard) -> bytes:
    """Encrypt a signed document that holds names, for one receiver, as a file of its own."""
    return _SEALED + bytes(pyrage.encrypt(data, [require_sealing_key(receiver.sealing)]))


def unseal(data: bytes, identity: Identity, kind: str) -> bytes:
    """Decrypt what ``seal`` wrote. Raises BadDocument, also when it was sealed for somebody else."""
    with honest(kind):
        if len(data) > LARGEST or not data.startswith(_SEALED):
            raise ValueError("not a sealed document")
        try:
            return bytes(pyrage.decrypt(data[len(_SEALED) :], [identity.opening]))
        except (pyrage.DecryptError, OSError):
            raise ValueError("cannot be opened") from None


def _domain(kind: str) -> bytes:
    return f"jzbao-{text(kind)}-v1\0".encode()
