"""Database errors sorted once: the world's faults become a sentence for the person, ours stay what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from fupin_desk.core.errors import DeskError


class DiskFull(DeskError):
    """No room left on the disk that holds the ledger."""


class Busy(DeskError):
    """Another program or another window holds the ledger."""


class ReadOnly(DeskError):
    """The ledger lies where nothing may be written."""


class Damaged(DeskError):
    """Bytes of a file of the ledger are wrong; a backup is needed."""


class Gone(DeskError):
    """The ledger's file or its medium cannot be reached any more."""


_FULL = "磁盘满了，这一步没有保存。以前保存的内容都在。请删掉或移走一些文件，腾出空间后再做一次。"
_BUSY = "台账正被另一个程序占用，这一步没有保存。以前保存的内容都在。请关掉别的窗口，等几秒再做一次。"
_READ_ONLY = "台账所在的位置只能读、不能写，这一步没有保存。以前保存的内容都在。请把台账放到可以写的硬盘上再打开。"
_DAMAGED = "台账文件有一处损坏，这一步没有完成。备份还在。请关掉程序，把最近的备份恢复到一个新文件夹，再继续工作。"
_NOT_A_LEDGER = (
    "台账文件打不开：它的开头损坏了，或者旁边的钥匙文件不是这本台账的。文件没有被改动，备份还在。"
    "请把最近的备份恢复到一个新文件夹。"
)
_GONE = "找不到台账文件，这一步没有保存。以前保存的内容都在原来的盘上。请看看U盘或移动硬盘是否还插着，插好后重新打开。"
_NO_ANSWER = "读写台账时磁盘没有回应，这一步没有保存。以前保存的内容都在。请检查磁盘，重新打开程序，并马上做一次备份。"
_MEMORY = (
    "读台账时内存不够，或者台账里有一页坏了，这一步没有完成。以前保存的内容都在。请重新打开程序，做一次“数据体检”。"
)

# Primary result codes of SQLite (sqlite.org/rescode.html); what is not here is our own mistake and stays an exception.
_BY_PRIMARY: dict[int, Callable[[], DeskError]] = {
    dbapi2.SQLITE_FULL: lambda: DiskFull(_FULL),
    dbapi2.SQLITE_BUSY: lambda: Busy(_BUSY),
    dbapi2.SQLITE_LOCKED: lambda: Busy(_BUSY),
    dbapi2.SQLITE_PROTOCOL: lambda: Busy(_BUSY),
    dbapi2.SQLITE_READONLY: lambda: ReadOnly(_READ_ONLY),
    dbapi2.SQLITE_PERM: lambda: ReadOnly(_READ_ONLY),
    dbapi2.SQLITE_CORRUPT: lambda: Damaged(_DAMAGED),
    dbapi2.SQLITE_NOTADB: lambda: Damaged(_NOT_A_LEDGER),
    dbapi2.SQLITE_CANTOPEN: lambda: Gone(_GONE),
    dbapi2.SQLITE_IOERR: lambda: Gone(_NO_ANSWER),
}
# Extended codes that mean something else than their primary one.
_BY_EXTENDED: dict[int, Callable[[], DeskError]] = {
    4874: lambda: DiskFull(_FULL),  # SQLITE_IOERR_SHMSIZE: no room for the shared-memory file beside the log
    1032: lambda: Gone(_GONE),  # SQLITE_READONLY_DBMOVED: the file was moved or replaced under us
}


def sentence_for(error: BaseException) -> DeskError | None:
    """The DeskError for a fault of the world, or None where the error is a bug (constraint, syntax, misuse)."""
    if isinstance(error, MemoryError):
        # SQLCipher reports a page whose HMAC fails in the middle of VACUUM or rekey as "out of memory".
        return Damaged(_MEMORY)
    orig = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(orig, MemoryError):
        return Damaged(_MEMORY)
    code = getattr(orig, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    make = _BY_EXTENDED.get(code) or _BY_PRIMARY.get(code & 0xFF)
    return make() if make else None


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn the world's database faults inside into a DeskError; bugs pass through unchanged."""
    try:
        yield
    except (DBAPIError, dbapi2.Error, MemoryError) as error:
        fault = sentence_for(error)
        if fault is None:
            raise
        raise fault from error


def is_unusable(error: BaseException) -> bool:
    """True where the connection that met this error must not be used again."""
    return isinstance(error, MemoryError) or isinstance(sentence_for(error), (Damaged, Gone))
