"""Pinyin table: toneless syllables and the simplified characters read so, for the screen.

in     pypinyin (MIT), the GB 2312 characters
out    src/zhanlian/screening/data/pinyin.txt, one syllable a line: ``zhuan 转专砖 ...``
keeps  a character stands once, under its most usual reading; the same input gives the same bytes

    python scripts/pinyin_table.py
"""

# ruff: noqa: INP001  a script, not a package
from pathlib import Path

from pypinyin import Style, lazy_pinyin

TABLE = Path("src/zhanlian/screening/data/pinyin.txt")
HIGH = range(0xB0, 0xF8)  # rows and cells of GB 2312 that hold characters
LOW = range(0xA1, 0xFF)


def characters() -> list[str]:
    """The 6,763 characters of GB 2312, in its order."""
    cells = (bytes((high, low)).decode("gb2312", "ignore") for high in HIGH for low in LOW)
    return [cell for cell in cells if cell]


def main() -> None:
    """Write the table."""
    read: dict[str, list[str]] = {}
    for character in characters():
        read.setdefault(lazy_pinyin(character, style=Style.NORMAL)[0], []).append(character)
    lines = [f"{syllable} {''.join(same)}" for syllable, same in sorted(read.items())]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
