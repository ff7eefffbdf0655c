"""Commands: every verb on the example case: exit status, JSON shape, masks, refusals."""

import csv
import json
import subprocess
import sys
from dataclasses import fields, is_dataclass

import pytest

from zhanlian.cli.pages import load_every_room
from zhanlian.cli.shapes import SHAPES
from zhanlian.terms import Money

L1 = "0009B0000000201"
HOLDING = f"H:fifo:{L1}:V2-1"
CARD = "9999990000000002010"
WHO = ("--author", "analyst 7", "--reason", "paper file, page 3")
LOOKING = {
    ("check",): "checked/1",
    ("map",): "questions/1",
    ("trace",): "trace/1",
    ("trace", "--method", "all"): "trace/1",
    ("layers",): "layers/1",
    ("next",): "next/1",
    ("freeze",): "freeze/1",
    ("alert", L1, "--at", "2024-03-05 14:02:11", "--amount", "50000.00"): "alert/1",
    ("where", "V1-1"): "route/1",
    ("where", "V1-1", "--method", "pro-rata"): "route/1",
    ("expand", L1, "--at", "2024-03-05", "--hops", "3"): "expansion/1",
    ("patterns",): "patterns/1",
    ("patterns", "--pattern", "chain"): "patterns/1",
    ("why", HOLDING): "explanation/1",
    ("why", "--account", CARD, "--at", "2024-03-05 14:05:30"): "explanation/1",
}
PROVING = {("verify",): "verified/1"}


def in_order(arguments, folder, *more):
    return (arguments[0], folder, *arguments[1:], *more)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_verb_speaks_both_languages(run_cli, example, arguments, lang):
    status, said, heard = run_cli(*in_order(arguments, example, "--lang", lang))
    assert status == 0
    assert said.strip()
    assert heard == ""


@pytest.mark.parametrize(("arguments", "shape"), (LOOKING | PROVING).items(), ids=str)
def test_json_has_the_fields_that_the_docs_name(run_cli, example, arguments, shape):
    status, said, _ = run_cli(*in_order(arguments, example, "--json"))
    answer = json.loads(said)
    body = SHAPES[shape][1]
    names = {each.name for each in fields(body)} if is_dataclass(body) else set(body)
    assert status == 0
    assert answer.pop("zhanlian") == shape
    assert set(answer) == names


@pytest.mark.parametrize("as_json", [(), ("--json",)])
@pytest.mark.parametrize("arguments", LOOKING, ids=" ".join)
def test_mask_shows_no_number_and_no_name(run_cli, example, arguments, as_json):
    said = run_cli(*in_order(arguments, example, "--mask", *as_json))[1]
    for private in (CARD, L1, "样本一级甲", "测试被害乙", "wxid_sample_m1", "000000199903030034"):
        assert private not in said


def test_run_makes_a_case_and_says_where_the_money_is(run_cli, samples, tmp_path):
    folder = tmp_path / "case"
    deliveries = [samples / name for name in ("01-bank-standard-template", "09-victims")]
    status, said, _ = run_cli("run", folder, *deliveries, "--json", "--author", "analyst 7")
    answer = json.loads(said)
    assert status == 0
    assert answer["zhanlian"] == "summary/1"
    assert sum(answer["classes"].values()) == answer["line_count"]
    totals = {each["method"]: each for each in answer["totals"]}
    assert totals["fifo"]["victim_minor"] == sum(each["victim_minor"] for each in answer["places"])
    page = (folder / "reports" / "report.html").read_text("utf-8")
    for place in answer["places"]:
        assert Money(place["victim_minor"]).plain() in page
    status, said, _ = run_cli("run", folder, "--lang", "en")
    assert status == 0
    assert "2 victims report 3 payments" in said


def test_readme_of_sample_01_holds_in_the_terminal(run_cli, example):
    """Residual of L1 per method, as the sample's README gives it."""
    rows = json.loads(run_cli("trace", example, "--method", "all", "--json")[1])["holdings"]
    held = {
        (each["method"], each["payment"]): each["amount_minor"]
        for each in rows
        if each["account"] == L1
    }
    assert held["fifo", "V2-1"] == 109_500
    assert held["lifo", "V1-1"] == 9_500
    for payment, expected_minor in (("V1-1", 3_780), ("V2-1", 105_644)):
        assert abs(held["pro-rata", payment] - expected_minor) <= 1, "it rounds row by row"
    assert held["victim-first", "V2-1"] == 9_500


def test_add_undo_and_decide_say_what_was_written(run_cli, samples, tmp_path):
    folder = tmp_path / "case"
    assert run_cli("new", folder, "--name", "案一", "--json")[0] == 0
    files = samples / "01-bank-standard-template"
    added = json.loads(run_cli("add", folder, files, "--json")[1])
    assert (added["zhanlian"], added["run_id"], added["is_new"]) == ("added/1", 1, True)
    assert run_cli("add", folder, files, "--lang", "en")[1].startswith("Nothing new")
    decided = json.loads(run_cli("decide", folder, "method", "lifo", *WHO, "--json")[1])
    assert (decided["zhanlian"], decided["author"]) == ("decided/1", "analyst 7")
    undone = json.loads(run_cli("undo", folder, 1, *WHO, "--json")[1])
    assert undone["facts"] == {"run_id": 1, "file_count": 13}


def test_lists_are_saved_as_csv(run_cli, example, tmp_path):
    for verb in ("layers", "next", "freeze"):
        path = tmp_path / f"{verb}.csv"
        assert run_cli(verb, example, "--csv", path, "--lang", "zh")[0] == 0
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert len(rows) > 1
        assert all(len(row) == len(rows[0]) for row in rows)
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@"))]


def test_platform_csv_has_exactly_its_four_columns(run_cli, example, tmp_path):
    path = tmp_path / "stop.csv"
    assert run_cli("freeze", example, "--csv", path, "--platform")[0] == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["止付账号类别", "止付账号", "止付账户所属银行", "转出时间"]
    assert len(rows) > 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("why", "CASE", "H:none"), "ZL-DESK-007"),
        (("why", "CASE"), "ZL-CLI-002"),
        (("why", "CASE", "--account", CARD), "ZL-CLI-002"),
        (("why", "CASE", "--account", CARD, "--at", "soon"), "ZL-DESK-008"),
        (("trace", "CASE", "--method", "best"), "ZL-DESK-002"),
        (("layers", "nowhere"), "ZL-EVIDENCE-005"),
        (("freeze", "CASE", "--platform"), "ZL-CLI-002"),
        (("map", "CASE", "M1", "amount", *WHO), "ZL-DESK-012"),
        (("decide", "CASE", "method", "lifo"), "ZL-DESK-005"),
        (("add", "CASE", "no-such.csv"), "ZL-DESK-004"),
        (("check", "CASE", "--lang", "fr"), "ZL-CLI-003"),
        (("new", "CASE"), "ZL-EVIDENCE-006"),
    ],
)
def test_refusals_are_said_in_four_facts_and_never_as_a_traceback(
    run_cli, example, arguments, code
):
    arguments = [example if each == "CASE" else each for each in arguments]
    status, said, heard = run_cli(*arguments)
    assert (status, said) == (2, "")
    assert heard.startswith(code)
    assert "Traceback" not in heard
    assert len(heard.strip().splitlines()) >= 4
    status, said, _ = run_cli(*arguments, "--json")
    answer = json.loads(said)
    assert answer["zhanlian"] == "refusal/1"
    assert set(answer) == {"zhanlian", *SHAPES["refusal/1"][1]}
    assert (answer["code"], answer["exit_status"], status) == (code, 2, 2)


HOLD_OPEN = """
import sys
from pathlib import Path
from zhanlian.evidence import open_case
case = open_case(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
LOADED = """
import sys
from zhanlian.cli import run
run(["--help"])
print([name for name in ("duckdb", "numpy", "numba") if name in sys.modules])
"""


def process(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "zhanlian.cli", *(str(each) for each in arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_exit_statuses_leave_the_process(own_example):
    assert process("--help").returncode == 0
    assert process("nonsense").returncode == 2
    assert process("layers", own_example, "--lang", "en").returncode == 0
    assert process("why", own_example, "T99999").returncode == 2
    report = own_example / "reports" / "report.html"
    report.write_bytes(report.read_bytes() + b" ")
    assert process("verify", own_example).returncode == 1
    first = min((own_example / "evidence").iterdir())
    first.chmod(0o644)
    first.write_bytes(first.read_bytes() + b"x")
    assert process("verify", own_example).returncode == 4


def test_a_busy_case_says_so(own_example):
    holder = subprocess.Popen(
        [
            sys.executable, "-c",
            HOLD_OPEN,
            str(own_example),
        ],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with holder:
        assert holder.stdout.readline().strip() == "open"
        found = process("layers", own_example)
        holder.stdin.close()
    assert found.returncode == 5
    assert found.stderr.startswith("ZL-ENGINES-001")


def test_our_own_fault_is_said_as_ours(run_cli, example, monkeypatch):
    load_every_room()

    def broken(*arguments, **options):
        raise AssertionError("slices do not sum")

    monkeypatch.setattr("zhanlian.desk.list_next", broken)
    status, _, heard = run_cli("next", example, "--lang", "en")
    assert status == 70
    assert "fault of the program" in heard
    assert "slices do not sum" in heard


def test_help_loads_nothing_heavy():
    said = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip().endswith("[]")


def test_demo_starts_afresh_and_replaces_only_its_own(run_cli, tmp_path):
    place = tmp_path / "demo"
    assert run_cli("demo", place)[0] == 0
    (place / "reports" / "report.html").unlink()
    assert run_cli("demo", place)[0] == 0
    assert (place / "reports" / "report.html").is_file()
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    assert run_cli("demo", other)[0] == 2
    assert (other / "letter.txt").read_text("utf-8") == "mine"
