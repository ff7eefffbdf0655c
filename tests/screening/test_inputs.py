"""Inputs: chats, transcripts, pictures and files of many, as people hand them over."""

import io
import json

import pytest
import zxingcpp
from PIL import Image

from zhanlian.screening import Kind, State, read_given, read_many, read_turns, screen
from zhanlian.screening.refusals import (
    NothingToScreen,
    NotText,
    PictureHoldsNoCode,
    PictureUnreadable,
    RowHoldsNoText,
)

LINK = "http://wap-ccb.example/login"


def picture(text):
    """A QR code of ``text`` as PNG bytes."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    held = io.BytesIO()
    Image.fromarray(code.to_image(scale=4)).save(held, "PNG")
    return held.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05 12:33:01 客服(90001)\n您好\n2026-01-05 12:34:00 我\n你是谁",
        "客服 2026/1/5 12:33\n您好\n我 2026/1/5 12:34\n你是谁",
        "[2026/1/5 12:33:01] 客服: 您好\n[2026/1/5 12:34:00] 我: 你是谁",
        "客服：您好\n我：你是谁",
        "1/5/26, 12:33 - 客服: 您好\n1/5/26, 12:34 - 我: 你是谁",
    ],
)
def test_a_chat_is_read_turn_by_turn(text):
    turns = read_turns(text)
    assert [(turn.who, turn.text) for turn in turns] == [("客服", "您好"), ("我", "你是谁")]
    assert all(text[turn.start : turn.end] == turn.text for turn in turns)


@pytest.mark.parametrize("text", ["你好，明天见", "注意：今晚停水", ""])
def test_a_plain_text_has_no_turns(text):
    assert read_turns(text) == ()


def test_a_file_of_text_is_read_in_any_encoding(tmp_path):
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "gb18030"), ("c.txt", "utf-8-sig")):
        (tmp_path / name).write_bytes(("您的快递丢失，请加客服微信理赔，" * 4).encode(encoding))
        assert read_given(tmp_path / name).text.startswith("您的快递丢失")


def test_a_picture_is_decoded_and_screened(tmp_path):
    file = tmp_path / "code.png"
    file.write_bytes(picture(LINK))
    given = read_given(file)
    assert (given.text, given.kind) == (LINK, Kind.QR)
    assert screen(given.text, kind=given.kind.value).state is State.HIGH


def test_a_picture_without_a_code_is_refused(tmp_path):
    file = tmp_path / "blank.png"
    Image.new("L", (64, 64), 255).save(file)
    with pytest.raises(PictureHoldsNoCode):
        read_given(file)


def test_a_broken_picture_is_refused(tmp_path):
    file = tmp_path / "broken.png"
    file.write_bytes(b"no picture")
    with pytest.raises(PictureUnreadable):
        read_given(file)


def test_an_empty_file_and_bytes_are_refused(tmp_path):
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(NothingToScreen):
        read_given(tmp_path / "empty.txt")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(128, 256)) * 3 + b"\x00\xff\xfe")
    with pytest.raises((NotText, NothingToScreen)):
        read_given(tmp_path / "bytes.txt")


def test_a_file_of_many_names_its_lines(tmp_path):
    lines, rows, objects = (tmp_path / f"many.{end}" for end in ("txt", "csv", "jsonl"))
    lines.write_text("第一条\n\n第二条\n", encoding="utf-8")
    rows.write_text("时间,内容\n1,第一条\n2,第二条\n", encoding="utf-8")
    objects.write_text(
        "\n".join(json.dumps({"text": each}) for each in ("第一条", "第二条")), encoding="utf-8"
    )
    for file in (lines, rows, objects):
        given = list(read_many(file))
        assert [each.text for each in given] == ["第一条", "第二条"]
        assert given[0].source.startswith(file.name + ":")


def test_a_row_without_text_is_refused_by_its_line(tmp_path):
    file = tmp_path / "many.jsonl"
    file.write_text('{"text": "好"}\n{"said": "好"}\n', encoding="utf-8")
    with pytest.raises(RowHoldsNoText, match=r"many\.jsonl:2"):
        list(read_many(file))
