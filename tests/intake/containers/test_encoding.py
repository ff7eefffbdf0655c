"""Encodings: chosen over the whole file, never by its first lines alone."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanlian.intake.containers import encoding as module
from zhanlian.intake.containers.encoding import find_encoding, fit_encoding
from zhanlian.intake.containers.refusals import EncodingMixed, EncodingUnknown

LINE = "样本坏甲,转账,1000.00\r\n"
HANZI = st.text(st.sampled_from("样本银行转账收支出进借贷,0123456789.-倈镕\n"), min_size=1)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_encoding_is_found(tmp_path, name):
    path = written(tmp_path, (LINE * 50).encode(name))
    found = find_encoding(path, "a.csv")
    assert (found.name, found.bad_count, found.line_count) == (name, 0, 50)


def test_plain_ascii_is_utf8(tmp_path):
    assert find_encoding(written(tmp_path, b"a,b\n1,2\n"), "a").name == "utf-8"


def test_four_byte_signs_are_gb18030(tmp_path):
    path = written(tmp_path, "样本𠮷田,〇\n".encode("gb18030"))
    assert find_encoding(path, "a").name == "gb18030"


def test_bad_byte_far_behind_the_head_is_found(tmp_path):
    good = (LINE * 300_000).encode()
    path = written(tmp_path, good + b"\xff,1\r\n" + LINE.encode())
    found = find_encoding(path, "a")
    assert found.name == "utf-8"
    assert found.bad_places == [(300_001, len(good))]


def test_bad_byte_in_utf8_is_not_taken_for_gb18030(tmp_path):
    """One lost byte can make the rest valid GB18030, as nonsense."""
    lines = [LINE] * 9
    data = "".join(lines).encode() + "样本".encode()[:-1] + b"\r\n" + LINE.encode()
    found = find_encoding(written(tmp_path, data), "a")
    assert (found.name, found.bad_count) == ("utf-8", 1)


def test_joined_exports_are_refused(tmp_path):
    data = (LINE * 10).encode() + (LINE * 10).encode("gb18030")
    with pytest.raises(EncodingMixed) as caught:
        find_encoding(written(tmp_path, data), "a.csv")
    assert "line 11" in caught.value.where
    assert str(len((LINE * 10).encode())) in caught.value.why


def test_text_of_no_known_encoding_is_refused_with_its_place(tmp_path):
    with pytest.raises(EncodingUnknown) as caught:
        find_encoding(written(tmp_path, "été,à\n".encode("latin-1") * 30), "a.csv")
    assert caught.value.where == "a.csv, line 1"


def test_big5_is_seen_and_told(tmp_path):
    text = "交易日期,摘要,支出,存入,結餘\n2024-03-05,轉帳,1000.00,,樣本貿易有限公司\n"
    found = find_encoding(written(tmp_path, text.encode("big5")), "a")
    assert (found.name, found.is_guess) == ("big5", True)


def test_traditional_text_in_gb18030_stays(tmp_path):
    text = "交易日期,摘要,支出,存入,結餘\n2024-03-05,轉帳,1000.00,,樣本貿易有限公司\n"
    found = find_encoding(written(tmp_path, text.encode("gb18030")), "a")
    assert (found.name, found.is_guess) == ("gb18030", False)


@given(HANZI, st.sampled_from(["utf-8", "gb18030"]), st.integers(1, 9))
def test_answer_does_not_depend_on_how_the_file_is_cut(tmp_path_factory, text, name, chunk_bytes):
    data = (text + LINE).encode(name) + b"\xff\n"
    path = written(tmp_path_factory.mktemp("cut"), data)
    whole = fit_encoding(path, name)
    with patch.object(module, "CHUNK_BYTES", chunk_bytes):
        cut = fit_encoding(path, name)
    assert (cut.line_count, cut.bad_count, cut.bad_places) == (
        whole.line_count, whole.bad_count, whole.bad_places,
    )  # fmt: skip
    assert whole.bad_places == [(data.count(b"\n"), len(data) - 2)]
