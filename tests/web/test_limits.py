"""How often and how much: buckets by hand, a slow twin, and bodies at their limit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.clients import V1, Server
from zhanlian.terms import MICROS
from zhanlian.web.limits import Buckets

SMALL = {"body_max": 1000, "upload_max": 2000}


def test_a_burst_then_a_steady_rate():
    bucket = Buckets(rate=2, burst=3)
    assert [bucket.take("a", now_at=0) for _ in range(5)] == [0, 0, 0, 1, 1]
    assert bucket.take("b", now_at=0) == 0, "another client has a bucket of its own"
    assert [bucket.take("a", now_at=MICROS) for _ in range(3)] == [0, 0, 1]


def test_a_slow_bucket_says_how_long():
    bucket = Buckets(rate=10, burst=10, per_s=60)
    assert [bucket.take("a", now_at=0) for _ in range(11)] == [0] * 10 + [6]
    assert bucket.take("a", now_at=6 * MICROS) == 0


@given(
    st.integers(1, 20), st.integers(1, 5), st.integers(1, 90),
    st.lists(st.integers(0, 3 * MICROS), max_size=40),
)  # fmt: skip
def test_a_bucket_counts_as_its_slow_twin(rate, burst, per_s, gaps):
    bucket, level, at = Buckets(rate, burst, per_s), Fraction(burst), 0
    for gap in gaps:
        at += gap
        level = min(Fraction(burst), level + Fraction(gap * rate, per_s * MICROS))
        is_free = bucket.take("a", now_at=at) == 0
        assert is_free == (level >= 1)
        level -= 1 if is_free else 0


@pytest.fixture
def strict(records, tmp_path):
    return Server(records, tmp_path, SMALL)


def test_a_body_too_long_is_refused_said_length_or_not(strict):
    handler = strict.sign_in("handler")
    said = handler.post(f"{V1}/cases", json={"number": "x" * 1000})
    assert (said.status_code, said.json()["code"]) == (413, "ZL-WEB-002")
    unsaid = handler.post(f"{V1}/cases", content=(b"x" * 300 for _ in range(5)))
    assert unsaid.status_code == 413


def test_a_delivery_too_long_leaves_nothing(strict):
    handler = strict.sign_in("handler")
    case = strict.new_case(handler)
    link = {"case_id": case["id"], "room": "shared", "folder": "f", "digest": ""}
    folder = handler.post(f"{V1}/folders", json=link).json()["id"]
    address = f"{V1}/folders/{folder}/files"
    parts = (b"x" * 500 for _ in range(5))
    said = handler.post(address, params={"name": "a.csv"}, content=parts)
    assert said.status_code == 413
    assert [each for each in (strict.home / "deliveries").rglob("*") if each.is_file()] == []
    assert handler.post(address, params={"name": "a.csv"}, content=b"x" * 2000).is_success


def test_who_asks_too_often_waits(records, tmp_path):
    server = Server(records, tmp_path, {"requests_per_s": 1, "requests_burst": 3})
    client = server.client()
    statuses = [client.get("/api/health").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert client.get("/api/health").headers["retry-after"] == "1"
    server.now_at += MICROS
    assert client.get("/api/health").status_code == 200


def test_sign_ins_are_counted_apart(records, tmp_path):
    server = Server(records, tmp_path, {"sign_ins_per_minute": 2})
    client = server.client()
    body = {"login": "nobody", "password": "nothing"}
    statuses = [client.post(f"{V1}/session", json=body).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]
