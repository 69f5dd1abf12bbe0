"""photos.db: the pictures of a ledger, each kept once under its SHA-256, encrypted with the ledger's key.

They lie beside the ledger so that it stays small and quick to back up. Pictures are only ever added, never changed; a
picture is saved before the record that points to it, so a crash leaves at most a picture nobody points to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, Table, Text, func, select
from sqlalchemy.dialects.sqlite import insert

from fupin_desk.core.errors import DeskError
from fupin_desk.store.engine import open_engine, reading, writing
from fupin_desk.store.faults import Damaged

PHOTOS_DB: Final = "photos.db"

_metadata = MetaData()
PHOTO: Final = Table(
    "photo", _metadata,
    Column("sha256", Text, primary_key=True), Column("bytes", LargeBinary, nullable=False),
    Column("width", Integer), Column("height", Integer), Column("added", Text, nullable=False),
)  # fmt: skip

_LOST = "这张照片不在台账里，显示不出来。其他内容都在。请从备份恢复，或重新添加这张照片。"
_CHANGED = "这张照片的内容坏了，显示不出来。其他内容都在。请从备份恢复，或重新添加这张照片。"


@dataclass(frozen=True)
class PreparedPhoto:
    """A photo fit to be kept: upright JPEG of at most 1600 pixels a side, without EXIF and GPS."""

    jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None


def prepare_photo(data: bytes) -> PreparedPhoto:
    """Make a camera's file fit to be kept. Raises DeskError: too big, no JPEG or PNG (HEIC too), damaged."""
    from fupin_desk.store.pictures import prepare  # noqa: PLC0415  # Pillow slows every start, photos are added rarely

    return PreparedPhoto(*prepare(data))


class PhotoStore:
    """The pictures of one ledger folder. The file is made with the first picture and opened when first needed."""

    def __init__(self, folder: Path, data_key: bytes, *, name: str = PHOTOS_DB) -> None:
        self.path = folder / name
        self._data_key = bytearray(data_key)
        self._engine: Engine | None = None
        self._opening = Lock()

    def engine(self, *, create: bool = False) -> Engine | None:
        """The open database; None where no picture was ever kept. Raises DeskError."""
        with self._opening:
            exists = self.path.exists()
            if self._engine is None and (exists or create):
                engine = open_engine(self.path, bytes(self._data_key), create=not exists)
                with writing(engine) as connection:
                    _metadata.create_all(connection)
                self._engine = engine
            return self._engine

    def put(self, data: bytes, width: int | None = None, height: int | None = None) -> str:
        """Keep a picture and return its SHA-256 (64 hex digits); the same picture is kept once. Raises DeskError."""
        sha256 = hashlib.sha256(data).hexdigest()
        row = {"sha256": sha256, "bytes": data, "width": width, "height": height}
        self.put_rows([{**row, "added": datetime.now().isoformat(timespec="seconds")}])
        return sha256

    def put_rows(self, rows: list[dict[str, object]]) -> None:
        """Keep many pictures in one transaction, as ``rows`` gave them."""
        engine = self.engine(create=True)
        assert engine is not None
        with writing(engine) as connection:
            connection.execute(insert(PHOTO).on_conflict_do_nothing(), rows)

    def get(self, sha256: str) -> bytes:
        """The picture's JPEG bytes. Raises DeskError when it is missing or no longer what its name says."""
        engine = self.engine()
        if engine is None:
            raise DeskError(_LOST)
        with reading(engine) as connection:
            data = connection.scalar(select(PHOTO.c.bytes).where(PHOTO.c.sha256 == sha256))
        if data is None:
            raise DeskError(_LOST)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(_CHANGED)
        return bytes(data)

    def has(self, sha256: str) -> bool:
        """Whether the picture is kept here."""
        engine = self.engine()
        if engine is None:
            return False
        with reading(engine) as connection:
            return connection.scalar(select(func.count()).where(PHOTO.c.sha256 == sha256)) == 1

    def names(self) -> set[str]:
        """The SHA-256 of every picture kept here."""
        engine = self.engine()
        if engine is None:
            return set()
        with reading(engine) as connection:
            return set(connection.scalars(select(PHOTO.c.sha256)))

    def rows(self, names: list[str]) -> list[dict[str, object]]:
        """These pictures as kept, for a copy."""
        engine = self.engine()
        if engine is None:
            return []
        with reading(engine) as connection:
            found = connection.execute(select(PHOTO).where(PHOTO.c.sha256.in_(names)))
            return [dict(row) for row in found.mappings()]

    def damaged(self, share: int, of: int) -> Iterator[str]:
        """Hash one share of all pictures anew (``share`` from 0 of ``of``) and name those that have changed."""
        for sha256 in sorted(self.names()):
            if int(sha256[:8], 16) % of != share:
                continue
            try:
                self.get(sha256)
            except Damaged:
                yield sha256

    def close(self) -> None:
        """Give the file back and forget the key."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        self._data_key[:] = bytes(len(self._data_key))
