"""Links: what a web address shows without being opened.

in     an address as a text writes it
out    ``Link``: its host, whose it is, and the marks that speak against it
keeps  no request leaves the machine; a host is a body's own only if its registered name is on
       the dated list; an unknown host is unknown, not bad

A trickster puts the known name where people look (``icbc.com.cn.login.example``), changes one
letter, swaps digits for letters, or writes it in another alphabet. So names are compared after
look-alike letters are undone, label by label, and only the registered name counts as owner.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from publicsuffixlist import PublicSuffixList

from zhanlian.screening.bodies import Body, bodies

__all__ = ["Link", "LinkMark", "check_link", "is_payment_code"]

HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.\-]*://)?(?P<user>[^/@?#]*@)?(?P<host>[^/:?#]+)(?P<port>:\d+)?"
)
SCHEME = re.compile(r"^[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
NUMERIC = re.compile(r"^\d{1,3}(\.\d{1,3}){3}$")
PAYMENT = re.compile(
    r"(wxp|weixin|alipays?|upwrp)://|https?://(qr\.alipay\.com|payapp\.weixin\.qq\.com"
    r"|qr\.95516\.com|wx\.tenpay\.com)/",
    re.IGNORECASE,
)
PACKAGE = re.compile(r"\.(apk|exe|ipa|mobileconfig)(\b|$)")
ORDINARY_PORTS = frozenset({"", ":80", ":443"})
SHORTENERS = frozenset(
    {"t.cn", "dwz.cn", "url.cn", "suo.im", "bit.ly", "tinyurl.com", "goo.gl", "is.gd", "t.co"}
)
LOOK_ALIKES = str.maketrans("013456789", "oleasbtbg")
BRAND_SHORTEST = 4
LABEL_LONGEST = 18
VOWELS = frozenset("aeiou")
RUN_WITHOUT_VOWEL = 6
IDNA = "xn--"


class LinkMark(StrEnum):
    """What speaks against a link."""

    UNKNOWN_HOST = "unknown_host"
    IP_HOST = "ip_host"
    OTHER_ALPHABET = "other_alphabet"
    LOOKS_LIKE = "looks_like"
    NAME_IN_FRONT = "name_in_front"
    USER_PART = "user_part"
    ODD_PORT = "odd_port"
    PACKAGE = "package"
    SHORTENER = "shortener"
    RANDOM_HOST = "random_host"


@dataclass(frozen=True, slots=True)
class Link:
    """One address. ``owner`` is None where the registered name is on no list."""

    said: str
    host: str
    registered: str
    owner: Body | None
    imitates: Body | None
    marks: tuple[LinkMark, ...]

    @property
    def is_official(self) -> bool:
        """Whether the host belongs to a body of the list and nothing speaks against the link."""
        return self.owner is not None and not self.marks


def is_payment_code(text: str) -> bool:
    """Whether a text is what a payment code holds: it asks for money, whoever owns the host."""
    return PAYMENT.match(text.strip()) is not None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _owners() -> dict[str, Body]:
    return {domain: body for body in bodies() for domain in body.domains}


@cache
def _brands() -> tuple[tuple[str, Body], ...]:
    """Names that tricksters borrow: the longer first."""
    named = [(brand, body) for body in bodies() for brand in body.brands]
    return tuple(sorted(named, key=lambda pair: len(pair[0]), reverse=True))


def check_link(said: str) -> Link:
    """What one address shows. Never opens it.

    Examples
    --------
    >>> link = check_link("https://icbc.com.cn.login-safe.example/u/")
    >>> link.registered, link.imitates.id, [mark.value for mark in link.marks]
    ('login-safe.example', 'bank', ['unknown_host', 'name_in_front'])
    """
    address = said.strip().lower()
    found = HOST.match(address)
    host = (found["host"] if found else address).strip(".")
    plain = _plain(host)
    registered = _registered(plain)
    owner = _owner(plain)
    imitates, how = (None, None) if owner else _imitation(plain, registered)
    marks = [
        (LinkMark.UNKNOWN_HOST, owner is None),
        (LinkMark.IP_HOST, NUMERIC.match(plain) is not None),
        (
            LinkMark.OTHER_ALPHABET,
            host.startswith(IDNA) or f".{IDNA}" in host or not host.isascii(),
        ),
        (LinkMark.LOOKS_LIKE, how is LinkMark.LOOKS_LIKE),
        (LinkMark.NAME_IN_FRONT, how is LinkMark.NAME_IN_FRONT),
        (LinkMark.USER_PART, bool(found and found["user"])),
        (LinkMark.ODD_PORT, ((found and found["port"]) or "") not in ORDINARY_PORTS),
        (LinkMark.PACKAGE, PACKAGE.search(address) is not None),
        (LinkMark.SHORTENER, registered in SHORTENERS),
        (LinkMark.RANDOM_HOST, owner is None and _is_random(registered)),
    ]
    kept = tuple(mark for mark, is_so in marks if is_so)
    return Link(said, host, registered, owner, imitates, kept)


def _plain(host: str) -> str:
    """The host in Latin letters as far as it can be written so."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label.encode("ascii").decode("idna") if IDNA in label else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


def _registered(host: str) -> str:
    if NUMERIC.match(host):
        return host
    return str(_suffixes().privatesuffix(host) or host)


def _owner(host: str) -> Body | None:
    """The body whose domain the host is or lies under."""
    labels = host.split(".")
    ends = (".".join(labels[first:]) for first in range(len(labels)))
    return next((_owners()[end] for end in ends if end in _owners()), None)


def _imitation(host: str, registered: str) -> tuple[Body | None, LinkMark | None]:
    """The body whose name the host borrows, and how."""
    front = host.removesuffix(registered).strip(".")
    for domain, body in _owners().items():
        if f".{domain}." in f".{front}." or f"-{domain.replace('.', '-')}-" in f"-{front}-":
            return body, LinkMark.NAME_IN_FRONT
    words = [word for word in re.split(r"[.\-_]", host) if word]
    for brand, body in _brands():
        if brand in words:
            return body, LinkMark.NAME_IN_FRONT
        if len(brand) >= BRAND_SHORTEST and any(_is_close(word, brand) for word in words):
            return body, LinkMark.LOOKS_LIKE
    return None, None


def _is_close(word: str, brand: str) -> bool:
    """Whether a word is a name in disguise: one letter off, digits for letters, or grown on."""
    if word.translate(LOOK_ALIKES) == brand.translate(LOOK_ALIKES):
        return True
    return brand in word or _is_one_off(word, brand) if brand.isalpha() else word.startswith(brand)


def _is_one_off(word: str, other: str) -> bool:
    """Whether one letter put in, left out or changed makes one word the other."""
    if len(word) > len(other):
        word, other = other, word
    if len(other) - len(word) > 1:
        return False
    first = next(
        (k for k, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word)
    )
    rest = word[first + 1 :] if len(word) == len(other) else word[first:]
    return rest == other[first + 1 :]


def _is_random(registered: str) -> bool:
    """Whether a name reads as nothing: long, or digits among a long run without a vowel."""
    label = registered.partition(".")[0]
    run = longest = 0
    for mark in label:
        run = 0 if mark in VOWELS or mark == "-" else run + 1
        longest = max(longest, run)
    is_mixed = any(mark.isdigit() for mark in label) and any(mark.isalpha() for mark in label)
    return len(label) > LABEL_LONGEST or (longest >= RUN_WITHOUT_VOWEL and is_mixed)
