"""Documents: every kind filled by hand, as DOCX and as PDF; their texts are compared with files.

Set ZHANLIAN_UPDATE_GOLDEN=1 to write the files anew, and read the difference.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reports.documents.hand_drafts import MAKERS, NOW
from tests.reports.documents.reading import pictures_of, text_of_docx, text_of_pdf
from zhanlian.reports.documents import (
    Style,
    kind_names,
    make_template,
    read_kind,
    write_documents,
)
from zhanlian.reports.documents.templates import shipped_template

GOLDEN = Path(__file__).parent / "golden"
MADE_BESIDE = {"source_sheet", "law_hints"}  # drawn from other documents


def written(tmp_path, name, *forms):
    (made,) = write_documents([MAKERS[name]()], tmp_path, now=NOW, style=Style(forms))
    return {file: (tmp_path / file).read_bytes() for file in made.files}


def test_every_kind_has_a_draft():
    assert set(kind_names()) == {*MAKERS, *MADE_BESIDE}


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_text_is_as_it_was_read(tmp_path, name):
    files = written(tmp_path, name, "docx")
    text = "".join(f"--- {file}\n{text_of_docx(files[file])}" for file in sorted(files))
    golden = GOLDEN / f"{name}.txt"
    masked = _without_digests(text)
    if os.environ.get("ZHANLIAN_UPDATE_GOLDEN"):
        golden.write_text(masked, encoding="utf-8")
    assert masked == golden.read_text(encoding="utf-8")


def _without_digests(text):
    """Digests and the edition of the legal data change with every template and law file."""
    words = [
        "…" if len(word) == 64 and set(word) <= set("0123456789abcdef") else word
        for word in text.split(" ")
    ]
    lines = " ".join(words).split("\n")
    return "\n".join(
        "法律数据版本 | …" if line.startswith("法律数据版本") else line for line in lines
    )


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_pdf_says_what_docx_says(tmp_path, name):
    files = written(tmp_path, name, "docx", "pdf")
    for file in [each for each in files if each.endswith(".pdf")]:
        pdf = squeezed(text_of_pdf(files[file]))
        for line in text_of_docx(files[file.replace(".pdf", ".docx")]).splitlines():
            for part in line.split(" | "):
                for bare in part.split("["):
                    said = squeezed(bare.rpartition("]")[2])
                    assert said in pdf or file.endswith("-sources.pdf"), bare


def squeezed(text):
    """Without blanks and line ends, which the two forms place as they like."""
    return "".join(text.replace("［", "[").replace("\u3000", "").split())


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_every_page_is_drawn_inside_its_margins(tmp_path, name):
    for file, content in written(tmp_path, name, "pdf").items():
        for picture in pictures_of(content, scale=0.5):
            box = picture.point(lambda light: 255 if light < 200 else 0).getbbox()
            assert box is not None, f"{file} has an empty page"
            left, top, right, bottom = box
            assert left > 10, file
            assert top > 10, file
            assert right < picture.width - 10, file
            assert bottom < picture.height - 10, file


def test_pdf_is_archival_and_holds_its_fonts(tmp_path):
    (content,) = [c for f, c in written(tmp_path, "return_report", "pdf").items()]
    assert b"pdfaid:part" in content
    assert b"FontFile" in content


def test_the_same_draft_gives_the_same_bytes(tmp_path):
    first = written(tmp_path / "a", "public_notice", "docx", "pdf")
    assert written(tmp_path / "b", "public_notice", "docx", "pdf") == first


def test_templates_that_ship_are_those_of_the_declarations():
    for name in kind_names():
        assert shipped_template(name) == make_template(read_kind(name)), (
            f"{name}: run scripts/document_templates.py"
        )


def test_the_manifest_names_every_file_with_its_digest(tmp_path):
    write_documents([MAKERS["public_notice"]()], tmp_path, now=NOW, style=Style(("docx",)))
    write_documents([MAKERS["victim_letter"]()], tmp_path, now=NOW, style=Style(("docx",)))
    said = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    names = {file for each in said["documents"] for file in each["files"]}
    assert names | {"manifest.json"} == {each.name for each in tmp_path.iterdir()}
    notice = next(each for each in said["documents"] if each["kind"] == "public_notice")
    assert notice["sources"]["[1]"] == "row f4:0:2"
    assert "文号" in notice["blanks"]


def test_a_changed_file_leaves_the_manifest(tmp_path):
    write_documents([MAKERS["public_notice"]()], tmp_path, now=NOW, style=Style(("docx",)))
    (tmp_path / "public_notice.docx").write_bytes(b"changed")
    write_documents([MAKERS["victim_letter"]()], tmp_path, now=NOW, style=Style(("docx",)))
    said = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [each["kind"] for each in said["documents"]] == ["victim_letter"]


def test_a_public_document_shows_no_name_and_no_number_whole(tmp_path):
    files = written(tmp_path, "public_notice", "docx")
    text = text_of_docx(files["public_notice.docx"])
    assert "9999***********2010" in text
    assert "9999990000000002010" not in text
    assert "被害人甲" not in text


def test_text_of_a_case_is_text_and_never_a_mark(tmp_path):
    draft = MAKERS["victim_letter"]()
    odd = replace(draft.fields["how"], value="{{ 7 * 7 }} <b>&amp;</b> #strong[x]")
    files = write_documents(
        [replace(draft, fields={**draft.fields, "how": odd})], tmp_path, now=NOW,
        style=Style(("docx",)),
    )  # fmt: skip
    assert files
    text = text_of_docx((tmp_path / "victim_letter.docx").read_bytes())
    assert "{{ 7 * 7 }} <b>&amp;</b> #strong[x]" in text


def test_one_form_written_anew_leaves_the_other_named(tmp_path):
    written(tmp_path, "flow_table", "docx", "pdf")
    written(tmp_path, "flow_table", "pdf")
    said = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    names = [file for each in said["documents"] for file in each["files"]]
    assert sorted(names) == ["flow_table.docx", "flow_table.pdf"]
