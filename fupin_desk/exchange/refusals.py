"""Why a package or a document of the exchange is not taken: each reason has its own sentence for the person."""

from __future__ import annotations

from fupin_desk.core.errors import DeskError

_SAFE = "台账没有任何变化。"


class Refused(DeskError):
    """Something from a stick that is not taken. ``detail`` is for the diagnosis and holds no personal data."""

    text = "这份文件不能使用。" + _SAFE + "请让对方重新导出一次。"

    def __init__(self, detail: str = "", **words: object) -> None:
        super().__init__(self.text.format(**words))
        self.detail = detail


class NotAPackage(Refused):
    """The file does not begin like a package."""

    text = "这个文件不是扶贫工作台的数据包。" + _SAFE + "请选择扩展名为 .jzb 的数据包。"


class OtherVersion(Refused):
    """A package in a newer format, or one whose content only a newer program understands."""

    text = "这个数据包是更新版本的扶贫工作台做的，本机版本读不了。" + _SAFE + "请先升级本机程序，这个包升级后还能导入。"


class OtherSuite(Refused):
    """A package encrypted by methods that this program does not have."""

    text = "这个数据包用了本机没有的加密方式（第 {suite} 套）。" + _SAFE + "请让对方改用第 1 套重新导出，或升级本机程序。"


class Damaged(Refused):
    """Bytes that differ from those that were signed, or a stream that contradicts itself."""

    text = "这个数据包已损坏，内容和签名时不一样。" + _SAFE + "请重新插好U盘再试；还不行，请让对方重新导出一次。"


class Truncated(Refused):
    """The file ends before its content does: a stick pulled out too early."""

    text = "这个数据包不完整，后面缺了一段，可能没写完就拔了U盘。" + _SAFE + "请让对方重新写一次，等出现“可以拔出”再拔。"


class MissingPart(Refused):
    """A package in several files of which some are not there or do not belong together."""

    text = "这个数据包共 {parts} 份，缺第 {missing} 份。" + _SAFE + "请把几份文件放在同一个U盘上再导入。"


class UnknownSender(Refused):
    """Signed by a key that neither the county nor a pairing vouches for."""

    text = "不认识这个数据包的发送电脑（编号 {key}）。" + _SAFE + "请先导入县里最新的名单包，或与对方核对指纹后配对。"


class BadSignature(Refused):
    """The signature of the header does not hold."""

    text = "这个数据包外层的签名不对，可能被改动过。" + _SAFE + "请不要使用这个文件，让对方当面重新导出一次。"


class BadInnerSignature(Refused):
    """The signature inside does not hold: someone else's content in a wrapping of his own."""

    text = "这个数据包里面的签名和发送人对不上，可能被人换过包装。" + _SAFE + "请不要使用这个文件，并告诉县里。"


class WrongWrapping(Refused):
    """Inside and outside name different senders, numbers or receivers."""

    text = "这个数据包里外写的编号或收件人不一致，可能被人改过。" + _SAFE + "请不要使用这个文件，并告诉县里。"


class WrongReceiver(Refused):
    """Encrypted for others."""

    text = "这个数据包是“{sender}”发出的，没有发给本机（{own}）。" + _SAFE + "请让对方重新导出，并在收件人里选上本机。"


class WrongVillage(Refused):
    """A package or a list of another village than the own one."""

    text = "这个数据包是“{sender}”的，和本机的“{own}”不是一个村。" + _SAFE + "请核对是不是拿错了U盘。"


class OtherVillageInside(Refused):
    """The data inside are of another village than the one the sender's key is certified for."""

    text = "这个数据包由“{sender}”的电脑发出，里面写的却是别的村的数据。" + _SAFE + "请不要使用这个文件，并告诉县里。"


class TooLarge(Refused):
    """A frame, the number of frames or the whole exceeds what is taken."""

    text = "这个数据包超出了允许的大小，没有导入。" + _SAFE + "请让对方少选一些照片，分几次导出。"


class NeedsUpgrade(Refused):
    """A part marked critical that this program does not know."""

    text = "这个数据包里有本机版本还不认识、但必须处理的内容。" + _SAFE + "请先升级本机程序，这个包升级后还能导入。"


class Expired(Refused):
    """The sender's certificate was not valid on the day."""

    text = "“{sender}”这台电脑的证书有效期是 {since} 至 {until}，今天不在有效期内。" + _SAFE + "请请县里换发证书后重新导出。"


class Revoked(Refused):
    """The county has withdrawn the sender's key from this number on."""

    text = "“{sender}”这台电脑的证书已被县里作废，第 {since} 号以后的数据包不能用。" + _SAFE + "请与县里联系。"


class NotEntitled(Refused):
    """A role that may not send."""

    text = "“{sender}”这台电脑只能查看，不能报送数据。" + _SAFE + "如果需要报送，请县里改发证书。"


class BadOrigin(Refused):
    """A block of changes whose own signature does not hold, or whose writer nobody vouches for."""

    text = "有一段记录的原始签名对不上，或写这段记录的电脑没有登记。" + _SAFE + "请先导入县里最新的名单包再试。"


class SameNumberTwice(Refused):
    """Two different packages, or records, under one number of one replica: a cloned disk or a restored copy."""

    text = "两台电脑使用了同一编号：第 {seq} 号包已导入过，但内容不同。" + _SAFE + "请先不要再导入，告诉县里查明是哪台电脑。"


class BadDocument(Refused):
    """A card, request, certificate, list or receipt that is damaged or signed by somebody else."""

    text = "这份{what}已损坏，或者签名不对。" + _SAFE + "请重新拷贝一次，或者请对方重新导出。"


class OtherCounty(Refused):
    """Signed under the root of another county than the one this ledger belongs to."""

    text = "这份{what}是另一个县签发的，和本机登记的县不一致。" + _SAFE + "请核对来源，不要继续。"


class ListClash(Refused):
    """Two different lists under one number."""

    text = "县里第 {number} 号名单有两份不同的内容。" + _SAFE + "请把这个情况告诉县里，先不要使用这份名单。"
