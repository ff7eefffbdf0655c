"""The flow chart: node limits, money that is never cut, boxes that never overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.reports.hand_case import CASH, L1, L2A, NOW, X, hand_case
from tests.reports.html_check import Page
from zhanlian.reports import write_report
from zhanlian.reports.chart import (
    NODES_MAX,
    Edge,
    Graph,
    Node,
    draw_sheet,
    lay_out,
    read_graph,
    split_graph,
)
from zhanlian.reports.chart.graph import NodeKind
from zhanlian.reports.edition import open_edition


def wide_graph(branches, leaves):
    """``branches`` victims, each paying an account of its own that pays ``leaves`` others."""
    nodes, edges, number = {}, [], 0
    for b in range(branches):
        nodes[f"victim:V{b}"] = Node(f"victim:V{b}", 0, NodeKind.VICTIM)
        nodes[f"a{b}"] = Node(f"a{b}", 1, NodeKind.HELD, f"a{b}")
        whole = sum(100 + leaf for leaf in range(leaves)) + 7
        edges.append(Edge(f"victim:V{b}", f"a{b}", f"P{b}", whole, frozenset({number}), 0, 0))
        for leaf in range(leaves):
            number += 1
            key = f"a{b}-{leaf}"
            nodes[key] = Node(key, 2, NodeKind.UN_QUERIED, key)
            edges.append(Edge(f"a{b}", key, f"P{b}", 100 + leaf, frozenset({number}), 0, 0))
        number += 1
    return Graph(nodes, tuple(edges))


def whole_of(graph):
    return sum(e.amount_minor for e in graph.edges if graph.nodes[e.source].layer_no == 0)


def assert_money_is_whole(graph, chart):
    drawn = sum(sheet.in_minor for sheet in chart.sheets)
    assert drawn + chart.left_minor == whole_of(graph)
    for sheet in chart.sheets:
        assert len(sheet.nodes) <= NODES_MAX
        kept = sum(sheet.kept_minor(key) for key, n in sheet.nodes.items() if n.layer_no > 0)
        assert kept == sheet.in_minor


def test_two_hundred_nodes_are_split_by_branch():
    graph = wide_graph(branches=10, leaves=18)
    assert len(graph.nodes) == 200
    chart = split_graph(graph)
    assert_money_is_whole(graph, chart)
    assert len(chart.sheets) == 6
    assert chart.left_branches == 4
    assert not any(sheet.folded for sheet in chart.sheets)


def test_one_branch_of_two_hundred_nodes_is_folded():
    graph = wide_graph(branches=1, leaves=198)
    chart = split_graph(graph)
    assert_money_is_whole(graph, chart)
    (sheet,) = chart.sheets
    assert sheet.folded == 198 - 17
    assert sheet.folded_minor == sum(100 + leaf for leaf in range(198 - 17))
    (fold,) = [node for node in sheet.nodes.values() if node.kind is NodeKind.FOLDED]
    assert fold.folded == sheet.folded


@given(st.integers(1, 12), st.integers(0, 60))
def test_no_cut_loses_money(branches, leaves):
    graph = wide_graph(branches, leaves)
    assert_money_is_whole(graph, split_graph(graph))


@given(st.integers(1, 6), st.integers(0, 40))
def test_boxes_of_a_layer_never_overlap(branches, leaves):
    for sheet in split_graph(wide_graph(branches, leaves)).sheets:
        drawn = lay_out(sheet)
        for x in set(drawn.columns.values()):
            column = sorted((b for b in drawn.boxes.values() if b.x == x), key=lambda b: b.y)
            for upper, lower in pairwise(column):
                assert upper.y + upper.height < lower.y
            assert column[-1].y + column[-1].height <= drawn.height


def test_chart_of_the_hand_case_equals_its_table(tmp_path):
    case = hand_case(tmp_path / "case")
    graph = read_graph(case, method="fifo", currency="CNY")
    (sheet,) = split_graph(graph).sheets
    assert sheet.in_minor == 8_000_000
    assert sheet.kept_minor(L1) == 109_500
    assert sheet.kept_minor(X) == 890_000
    assert sheet.kept_minor(CASH) == 4_000_000
    between = {(e.source, e.target): e for e in sheet.edges}
    assert between[L1, L2A].amount_minor == 6_900_000
    assert len(between[L1, L2A].transfers) == 3, "a transfer that carries two victims counts once"
    assert graph.nodes[X].kind is NodeKind.UN_QUERIED
    assert graph.nodes[L1].is_frozen
    text = write_report(case, now=NOW).read_text(encoding="utf-8")
    assert "图中进入合计 80,000.00；主方法进入合计 80,000.00。" in text
    case.close()


def test_drawing_is_well_formed_and_marks_without_colour(tmp_path):
    case = hand_case(tmp_path / "case")
    (sheet,) = split_graph(read_graph(case, method="fifo", currency="CNY")).sheets
    edition = open_edition(case, lang="zh", mask=False, now=NOW)
    svg = draw_sheet(lay_out(sheet), edition, sheet_id="s1", currency="CNY")
    case.close()
    page = Page(svg)
    assert page.faults == []
    assert "〔未调〕" in svg
    assert "〔冻〕" in svg
    assert 'role="img"' in svg
    assert svg == draw_sheet(lay_out(sheet), edition, sheet_id="s1", currency="CNY")


def test_an_undone_transfer_is_not_drawn(tmp_path):
    case = hand_case(tmp_path / "case")
    case.duck.run("UPDATE transfer SET state = 'reversed' WHERE transfer_id = 5")
    case.duck.run("UPDATE transfer SET state = 'reversal', payer_id = ?, payee_id = ?, "
                  "undo_of_transfer_id = 5 WHERE transfer_id = 11",
                  [case_payee(case, 5), L1])  # fmt: skip
    graph = read_graph(case, method="fifo", currency="CNY")
    case.close()
    pairs = {(e.source, e.target) for e in graph.edges}
    assert (L1, "9999990000000002022") not in pairs
    assert ("9999990000000002022", L1) not in pairs


def case_payee(case, transfer_id):
    query = "SELECT payee_id FROM transfer WHERE transfer_id = ?"
    return case.duck.fetch(query, [transfer_id])[0]["payee_id"]
