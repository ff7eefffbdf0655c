"""Links: whose a host is, and what speaks against it; nothing is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.screening import check_link
from zhanlian.screening.bodies import bodies, bodies_edition
from zhanlian.screening.links import LinkMark


@pytest.mark.parametrize(
    ("said", "mark"),
    [
        ("https://icbc.com.cn.login-safe.example/u/", LinkMark.NAME_IN_FRONT),
        ("wap-ccb.example", LinkMark.NAME_IN_FRONT),
        ("https://www.1cbc.com.cn/", LinkMark.LOOKS_LIKE),
        ("taoba0.example", LinkMark.LOOKS_LIKE),
        ("http://203.0.113.7:8080/a", LinkMark.IP_HOST),
        ("http://203.0.113.7:8080/a", LinkMark.ODD_PORT),
        ("https://jd.com@evil.example/", LinkMark.USER_PART),
        ("http://kd.example/new.apk", LinkMark.PACKAGE),
        ("xn--80ak6aa92e.example", LinkMark.OTHER_ALPHABET),
        ("http://t.cn/abc", LinkMark.SHORTENER),
        ("q7x9k2bcd8f.example", LinkMark.RANDOM_HOST),
    ],
)
def test_what_speaks_against_a_link_is_named(said, mark):
    assert mark in check_link(said).marks


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("https://www.gov.cn/", "government"),
        ("https://www.12377.cn/", "reporting"),
        ("https://mybank.icbc.com.cn/a", "bank"),
        ("http://kd.cainiao.com", "courier"),
    ],
)
def test_a_body_owns_its_hosts(said, owner):
    link = check_link(said)
    assert link.owner is not None
    assert (link.owner.id, link.is_official) == (owner, True)


def test_an_unknown_host_is_unknown_and_nothing_worse():
    assert check_link("https://www.shop.example/").marks == (LinkMark.UNKNOWN_HOST,)


@given(st.text(max_size=60))
def test_any_text_is_answered(said):
    assert check_link(said) == check_link(said)


def test_the_list_of_bodies_is_dated_and_cited():
    for each in bodies():
        assert each.cites, each.id
        assert each.read_on <= bodies_edition()
        assert all(check_link(domain).owner == each for domain in each.domains)
    names = [each.id for each in bodies()]
    assert len(names) == len(set(names))
