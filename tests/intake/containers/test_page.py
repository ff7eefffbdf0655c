"""Pages and XML spreadsheets: tables that only call themselves workbooks."""

import pytest

from zhanlian.intake.containers.refusals import BrokenWorkbook, TooWide

SHEET = """<?xml version="1.0" encoding="UTF-8"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="明细"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell><Cell/></Row>
<Row ss:Index="4"><Cell ss:Index="2"><Data ss:Type="Number">1.5</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-03-05T14:02:11.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>a</td><td> b\n c </td></tr></table>", [["a", "b c"]]),
        ("<p>户名：样本</p><table><tr><th>a</th></tr></table>尾", [["户名：样本"], ["a"], ["尾"]]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c"]]),
        ("<table><tr><td colspan=2>a</td><td>b</td></tr></table>", [["a", "", "b"]]),
        (
            "<table><tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td><tr><td>d</td><tr><td>e",
            [["a", "b"], ["", "c"], ["", "d"], ["e"]],
        ),
        ("<table><tr><td>&lt;a&gt;&nbsp;&#65;</td></tr></table>", [["<a> A"]]),
        ("<table><tr><td>a<br>b</td></tr></table>", [["a b"]]),
        ("<table><tr><td>o<table><tr><td>i</td></tr></table>p</td></tr></table>", [["i"], ["op"]]),
        ("<table><style>x</style><tr><td>a</td></tr><script>if(a<b){}</script></table>", [["a"]]),
        ("<table><tr><td>a</td></tr><tr></tr><tr><td>b</td></tr></table>", [["a"], [], ["b"]]),
        ("<table><tr><td>open", [["open"]]),
    ],
)  # fmt: skip
def test_rows_of_a_page(only_sheet, html, rows):
    sheet, found = only_sheet(f"<html><head><title>t</title></head><body>{html}".encode(), "a.xls")
    assert found == rows
    assert sheet.sheet_no == 1


def test_bytes_beat_what_the_page_says(only_sheet):
    html = "<html><meta charset=utf-8><table><tr><td>样本</td></tr></table>"
    sheet, rows = only_sheet(html.encode("gb18030"))
    assert (rows, sheet.encoding) == ([["样本"]], "gb18030")


def test_page_of_ever_wider_rows_is_refused(only_sheet):
    html = "<table><tr>" + "<td colspan=1000>a</td>" * 20 + "</tr></table>"
    with pytest.raises(TooWide):
        only_sheet(f"<html>{html}</html>".encode() + b" " * 10)


def test_xml_spreadsheet_keeps_its_numbers(only_sheet):
    sheet, rows = only_sheet(SHEET.encode(), "a.xls")
    assert rows == [["标题"], [], [], ["", "1.5", "2024-03-05 14:02:11"]]
    assert (sheet.name, sheet.sheet_no, sheet.line_count) == ("明细", 1, 4)


@pytest.mark.parametrize(
    "spoiled",
    [
        SHEET[:-40],
        SHEET.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'),
        SHEET.replace('ss:Index="4"', 'ss:Index="x"'),
        SHEET.replace('ss:Index="4"', 'ss:Index="1"'),
    ],
)  # fmt: skip
def test_damaged_xml_is_refused(only_sheet, spoiled):
    with pytest.raises(BrokenWorkbook):
        only_sheet(spoiled.encode(), "a.xls")
