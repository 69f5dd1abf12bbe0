"""Writes resources/pinyin from pypinyin's data: run it after an upgrade of pypinyin (a development tool, not shipped).

    python installer/pinyin_table.py

readings.txt: one line for every distinct set of readings, ``shan dan chan<TAB>characters``. surnames.txt: ``单 shan``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).resolve().parents[1] / "resources" / "pinyin"

_PAIRS = """
单shan 仇qiu 解xie 曾zeng 覃qin 区ou 查zha 盖ge 乐yue 任ren 朴piao 繁po 黑he 员yun 冼xian 洗xian 那na 牟mou 召shao
祭zhai 翟zhai 缪miao 宓mi 隗wei 纪ji 华hua 葛ge 曲qu 燕yan 应ying 令ling 长zhang 澹tan 臧zang 折she 种chong 秘bi 贲ben
阚kan 郗xi 干gan 卜bu 薄bo 柏bai 都du 句gou 过guo 哈ha 石shi 沈shen 冯feng 谌chen 晁chao 车che 么yao 撒sa 宿su 眭sui
乜nie 俞yu 殷yin 相xiang 冒mao 夏xia 贾jia 宁ning 强qiang 盛sheng 余yu 於yu 适kuo 瞿qu 郁yu 姚yao 诸zhu 尹yin 陈chen
王wang 江jiang 郇xun 褚chu 祝zhu 佘she 莘shen 洪hong 呙guo 妫gui 亓qi 仉zhang 逯lu 尉wei 万wan 蒙meng 俟qi 藏zang
閻yan 區ou 單shan 樂yue 蓋ge 葉ye 繆miao 賈jia 馮feng 陳chen 查zha
"""
SURNAMES = {pair[0]: pair[1:] for pair in _PAIRS.split()}
"""Surnames whose character has other readings, as a name usually begins with them."""


def toneless(reading: str) -> str:
    """``lǚ`` -> ``lv``, ``zhōng`` -> ``zhong``: letters a to z only."""
    parted = unicodedata.normalize("NFD", reading)
    letters = "".join(sign for sign in parted if sign == "\u0308" or not unicodedata.combining(sign))
    return letters.replace("u\u0308", "v").replace("\u0308", "")


def all_readings() -> dict[str, tuple[str, ...]]:
    """Every Han character that pypinyin knows, with its readings in pypinyin's order and a missing surname reading."""
    found: dict[str, tuple[str, ...]] = {}
    for point, spelled in pinyin_dict.items():
        if 0xE000 <= point <= 0xF8FF:
            continue  # Private use: glyphs of one font vendor, no characters.
        ways = [toneless(reading) for reading in spelled.split(",")]
        surname = SURNAMES.get(chr(point))
        found[chr(point)] = tuple(dict.fromkeys(ways if surname is None else [*ways, surname]))
    return found


def written(table: dict[str, tuple[str, ...]]) -> str:
    """The text of readings.txt: lines in the order of the alphabet, characters in code order."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for character in sorted(table):
        lines[" ".join(table[character])].append(character)
    return "".join(f"{ways}\t{''.join(characters)}\n" for ways, characters in sorted(lines.items()))


def main() -> None:
    """Write both files."""
    table = all_readings()
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "readings.txt").write_text(written(table), encoding="utf-8", newline="\n")
    # A surname that is read as the character mostly is needs no line.
    odd = {sign: way for sign, way in SURNAMES.items() if table[sign][0] != way}
    surnames = "".join(f"{sign} {way}\n" for sign, way in sorted(odd.items()))
    (TARGET / "surnames.txt").write_text(surnames, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
