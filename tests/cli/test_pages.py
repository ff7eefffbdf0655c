"""Generated docs: the pages in docs/ are what the program says today."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from zhanlian.cli.pages import field_meanings, make_pages
from zhanlian.cli.shapes import PARTS, SHAPES

DOCS = Path(__file__).resolve().parents[2] / "docs"
BODIES = [body for _, body in SHAPES.values() if is_dataclass(body)]


@pytest.mark.parametrize("name", ["tables.md", "refusals.md", "cli.md", "json.md"])
def test_page_is_up_to_date(name):
    said = (DOCS / name).read_text(encoding="utf-8")
    assert said == make_pages()[name], "run `make docs`"


@pytest.mark.parametrize("kind", [*BODIES, *PARTS], ids=lambda kind: kind.__name__)
def test_every_field_of_a_shape_has_its_meaning(kind):
    assert set(field_meanings(kind)) == {each.name for each in fields(kind)}


def test_docs_verb_writes_then_agrees_then_notices(run_cli, tmp_path):
    assert run_cli("docs", tmp_path, "--write")[0] == 0
    assert run_cli("docs", tmp_path, "--check")[0] == 0
    page = tmp_path / "json.md"
    page.write_text(page.read_text("utf-8") + "x", encoding="utf-8")
    status, said, _ = run_cli("docs", tmp_path, "--check", "--lang", "en")
    assert status == 1
    assert "Differs" in said
    assert "json.md" in said
