"""Veils: a masked answer shows no number and no name whole, wherever it stands."""

import json

from zhanlian.cli.encode import encode
from zhanlian.desk.veils import Veiled, as_account, as_figure, as_name, shown

NUMBER = "9999990000000002010"


def test_open_text_is_whole_and_masked_text_is_starred():
    for veiled in (as_account(NUMBER), Veiled(f"x {NUMBER}"), as_figure(f"Z:{NUMBER}")):
        assert NUMBER in shown(veiled, mask=False)
        assert NUMBER not in shown(veiled, mask=True)
        assert NUMBER not in f"{veiled}"


def test_figure_ids_hide_their_account_wherever_it_stands():
    for figure in ("H:fifo:tenpay:wx_sample:V1-1", "L:fifo:tenpay:wx_sample", "Z:tenpay:wx_sample"):
        assert "wx_sample" not in shown(as_figure(figure), mask=True)
    assert shown(as_figure("F:fifo:12:V1-1"), mask=True) == "F:fifo:12:V1-1"


def test_names_inside_raw_lines_are_starred():
    raw = Veiled("样本一级甲,50000.00,转账", ["样本一级甲"])
    assert shown(raw, mask=True) == "样****,50000.00,转账"


def test_reserved_accounts_stay_readable():
    assert shown(as_account("@cash"), mask=True) == "@cash"
    assert as_name(None) == ""


def test_json_opens_or_stars_every_text():
    body = {"account": as_account(NUMBER), "rows": ({"holder": as_name("样本一级甲")},)}
    whole = json.loads(encode("x/1", body, show=lambda text: shown(text, mask=False)))
    starred = json.loads(encode("x/1", body, show=lambda text: shown(text, mask=True)))
    assert whole == {"zhanlian": "x/1", "account": NUMBER, "rows": [{"holder": "样本一级甲"}]}
    assert starred["account"] == "9999***********2010"
    assert starred["rows"] == [{"holder": "样****"}]
