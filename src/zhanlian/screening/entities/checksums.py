"""Checksums: whether an address or a credit code can be one.

out    true or false; nothing is looked up anywhere
keeps  a failed check is a remark for a person, never a reason to hide the text
"""

import base58
from Crypto.Hash import keccak

__all__ = ["bitcoin_valid", "ethereum_valid", "tron_valid", "uscc_valid"]

USCC_MARKS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_LENGTH = 18
TRON_PREFIX = 0x41
BITCOIN_PREFIXES = (0x00, 0x05)
HASHED_LENGTH = 21
BECH32_MARKS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_STEPS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
BECH32_CHECK, BECH32M_CHECK = 1, 0x2BC830A3
BECH32_TOP, BECH32_LOW = 25, 0x1FFFFFF
HALF_BYTE = 8


def uscc_valid(text: str) -> bool:
    """Unified social credit code (统一社会信用代码, GB 32100): powers of 3, modulo 31.

    >>> uscc_valid("91000000MAWWCNLFFP")
    True
    """
    if len(text) != USCC_LENGTH or any(mark not in USCC_MARKS for mark in text):
        return False
    total = sum(
        USCC_MARKS.index(mark) * pow(3, place, len(USCC_MARKS))
        for place, mark in enumerate(text[:-1])
    )
    return USCC_MARKS[-total % len(USCC_MARKS)] == text[-1]


def tron_valid(text: str) -> bool:
    """TRON address: base58check with prefix 0x41."""
    return _base58_prefix(text) == TRON_PREFIX


def bitcoin_valid(text: str) -> bool:
    """Bitcoin address: base58check (P2PKH, P2SH), or bech32 and bech32m (BIP 173, BIP 350)."""
    if text.lower().startswith("bc1"):
        return _bech32_valid(text)
    return _base58_prefix(text) in BITCOIN_PREFIXES


def _base58_prefix(text: str) -> int | None:
    try:
        found = base58.b58decode_check(text)
    except ValueError:
        return None
    return found[0] if len(found) == HASHED_LENGTH else None


def _bech32_valid(text: str) -> bool:
    if text not in {text.lower(), text.upper()}:
        return False
    human, _, data = text.lower().rpartition("1")
    if any(mark not in BECH32_MARKS for mark in data):
        return False
    values = [*(ord(mark) >> 5 for mark in human), 0, *(ord(mark) & 31 for mark in human)]
    values += [BECH32_MARKS.index(mark) for mark in data]
    version = BECH32_MARKS.index(data[0]) if data else 0
    return _polymod(values) == (BECH32_CHECK if version == 0 else BECH32M_CHECK)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> BECH32_TOP
        check = (check & BECH32_LOW) << 5 ^ value
        for place, step in enumerate(BECH32_STEPS):
            check ^= step if top >> place & 1 else 0
    return check


def ethereum_valid(text: str) -> bool:
    """Ethereum address: 40 hex digits; where cases are mixed they are the checksum (EIP-55)."""
    body = text[2:]
    if body in {body.lower(), body.upper()}:
        return True
    digest = keccak.new(digest_bits=256, data=body.lower().encode()).hexdigest()
    return all(
        mark.isdigit() or mark.isupper() == (int(digest[place], 16) >= HALF_BYTE)
        for place, mark in enumerate(body)
    )
