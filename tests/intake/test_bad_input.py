"""Bad input: every way of being wrong ends in rows, a finding or a refusal that names the file.

Container level only: what opens, what is refused, and that neighbours go on.
"""

import resource
import runpy
from pathlib import Path

import pytest

from zhanlian.intake.containers import Received, open_members, open_sheets
from zhanlian.terms import Refusal

BAD = Path(__file__).resolve().parents[1] / "bad-input"
MAKE = runpy.run_path(str(BAD / "make.py"))
MIB = 1 << 20

# name -> lines of what opens, and codes of what is told, in order
EXPECTED: dict[str, tuple[list[int], list[str]]] = {
    "absolute-path.zip": ([4], ["ZL-INTAKE-122", "ZL-INTAKE-122"]),
    "binary-rubbish.csv": ([], ["ZL-INTAKE-103"]),
    "duplicate-headers.csv": ([3], []),
    "empty-sheet.xlsx": ([0, 4], []),
    "empty.csv": ([], ["ZL-INTAKE-102"]),
    "encrypted.zip": ([4], ["ZL-INTAKE-121"]),
    "formula-injection.csv": ([9], []),
    "gbk-names.zip": ([4], []),
    "gbk-pipes.txt": ([4], []),
    "gzip-bomb.gz": ([], ["ZL-INTAKE-124"]),
    "gzipped.csv.gz": ([4], []),
    "header-only.csv": ([1], []),
    "hostile-texts.csv": ([9], []),
    "huge-amounts.csv": ([10], []),
    "impossible-dates.csv": ([12], []),
    "lone-cr.csv": ([4], []),
    "lost-digits.csv": ([7], []),
    "mixed-encodings.csv": ([], ["ZL-INTAKE-108"]),
    "negative-amounts.csv": ([9], []),
    "nested-too-deep.zip": ([], ["ZL-INTAKE-126"]),
    "not-numbers.csv": ([11], []),
    "nul-bytes.csv": ([4], ["nul_bytes"]),
    "one-bad-byte.csv": ([4], ["bytes_undecodable"]),
    "page.xls": ([5], []),
    "page.xlsx": ([5], []),
    "path-traversal.zip": ([4], ["ZL-INTAKE-122"]),
    "pdf.xlsx": ([], ["ZL-INTAKE-103"]),
    "protected.xlsx": ([], ["ZL-INTAKE-104"]),
    "ragged-rows.csv": ([4], []),
    "spoiled-member.zip": ([4], ["ZL-INTAKE-123"]),
    "spoiled.xlsx": ([], ["ZL-INTAKE-105"]),
    "tab-text.xls": ([4], []),
    "tiny-amounts.csv": ([8], []),
    "too-wide.csv": ([], ["ZL-INTAKE-109"]),
    "truncated.xlsx": ([], ["ZL-INTAKE-105"]),
    "truncated.zip": ([], ["ZL-INTAKE-120"]),
    "twin-names.zip": ([2, 2], []),
    "unbalanced-quote.csv": ([5], []),
    "utf16-marked.csv": ([4], []),
    "utf16-unmarked.csv": ([4], []),
    "vast.xlsx": ([], ["ZL-INTAKE-106"]),
    "workbook-bomb.xlsx": ([], ["ZL-INTAKE-106"]),
    "wrong-encoding.csv": ([], ["ZL-INTAKE-107"]),
    "zip-bomb.zip": ([4], ["ZL-INTAKE-124"]),
}


def outcome(path: Path) -> tuple[list[int], list[str], list[Refusal]]:
    """Lines of every sheet that opens, codes of findings and refusals, and the refusals."""
    lines: list[int] = []
    codes: list[str] = []
    refusals: list[Refusal] = []
    for member in open_members(Received(path, path.name)):
        try:
            for sheet in open_sheets(member):
                for _ in sheet.blocks:
                    pass
                lines.append(sheet.line_count)
                codes.extend(finding.code for finding in sheet.findings)
        except Refusal as refusal:
            codes.append(refusal.code)
            refusals.append(refusal)
    return lines, codes, refusals


def test_every_bad_file_has_its_expectation():
    assert set(EXPECTED) == set(MAKE["TABLES"]) | set(MAKE["CONTAINERS"])


@pytest.mark.parametrize("name", sorted(MAKE["TABLES"]))
def test_kept_files_are_what_the_maker_makes(name):
    kept, made = (BAD / name).read_bytes(), MAKE["TABLES"][name]()
    assert kept == made, "run: python tests/bad-input/make.py"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bad_file_ends_as_expected(name, tmp_path):
    lines, codes, refusals = outcome(MAKE["make"](name, tmp_path))
    assert (lines, codes) == EXPECTED[name]
    for refusal in refusals:
        assert refusal.where.startswith(name), "a refusal names its file"
        assert refusal.why
        assert refusal.do_next


def test_line_of_200_mib_is_refused_in_bounded_memory(tmp_path):
    path = tmp_path / "one-line.csv"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"1" * MIB)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome(path)[:2] == ([], ["ZL-INTAKE-110"])
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kib < 100 * 1024


def test_sheet_whose_every_second_byte_is_wrong_is_refused_quickly(tmp_path):
    path = tmp_path / "noise.csv"
    path.write_bytes("样本,1.00\n".encode().replace(b",", b"\xff,") * 200_000)
    assert outcome(path)[1] == ["ZL-INTAKE-107"]


def test_markers_of_fiction_hold():
    """No card, identity or name in the bad files can be anybody's."""
    row = MAKE["entry"]()
    assert row["交易卡号"].startswith("999999")
    assert len(row["交易卡号"]) == 19
    assert row["开户人证件号码"].startswith("000000")
    assert row["账户开户名称"].startswith("样本")
