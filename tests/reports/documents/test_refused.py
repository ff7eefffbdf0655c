"""What is refused: a paper that lacks, invents, does not add up or cannot be shown."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.documents.hand_drafts import MAKERS, NOW, yuan
from tests.reports.documents.reading import text_of_docx
from zhanlian.reports.documents import (
    BLANK,
    Given,
    Style,
    copy_templates,
    make_template,
    read_kind,
    write_documents,
)
from zhanlian.reports.documents import refusals as refused
from zhanlian.reports.documents.fonts import find_faces

DOCX = Style(("docx",))


def write(draft, folder, style=DOCX):
    return write_documents([draft], folder, now=NOW, style=style)


def notice(**changed):
    draft = MAKERS["public_notice"]()
    return replace(draft, fields={**draft.fields, **changed})


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"frozen": yuan(109_501)}, refused.DoesNotAddUp),
        ({"returned": yuan(109_499), "rest": yuan(1)}, refused.DoesNotAddUp),
        ({"frozen": BLANK}, refused.MissingField),
        ({"frozen": Given(109_500)}, refused.FigureWithoutSource),
        ({"frozen": Given("1,095.00", "row")}, refused.WrongValue),
        ({"frozen": Given(True, "row")}, refused.WrongValue),
        ({"colour": Given("red")}, refused.UnknownField),
        ({"notice_days": Given("7")}, refused.UnknownField),
    ],
)
def test_a_wrong_figure_writes_nothing(tmp_path, changed, kind):
    with pytest.raises(kind):
        write(notice(**changed), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_row_with_a_column_of_its_own_is_refused(tmp_path):
    draft = MAKERS["public_notice"]()
    rows = [{**row, "mood": Given("good")} for row in draft.tables["shares"]]
    with pytest.raises(refused.UnknownField, match=r"shares\.mood"):
        write(replace(draft, tables={"shares": rows}), tmp_path)


def test_a_table_that_must_have_rows_is_refused_without(tmp_path):
    with pytest.raises(refused.MissingField):
        write(replace(MAKERS["public_notice"](), tables={}), tmp_path)


def test_a_kind_nobody_declared_is_refused(tmp_path):
    with pytest.raises(refused.UnknownKind):
        write(replace(notice(), kind="poem"), tmp_path)


def test_a_form_nobody_knows_is_refused(tmp_path):
    with pytest.raises(refused.UnknownForm):
        write(notice(), tmp_path, Style(("odt",)))


def test_a_paper_cites_the_law_of_its_day(tmp_path):
    with pytest.raises(refused.GroundNotInForce):
        write(replace(MAKERS["return_application"](), on=date(2016, 9, 17)), tmp_path)


def test_a_character_no_font_has_is_refused_and_not_printed_as_a_box(tmp_path):
    draft = notice(case_name=Given("\ue000案"))
    with pytest.raises(refused.UnshowableText):
        write(draft, tmp_path / "pdf", Style(("pdf",)))
    assert write(draft, tmp_path / "docx")


def test_a_folder_without_a_chinese_font_is_refused(tmp_path):
    with pytest.raises(refused.NoChineseFont):
        write(notice(), tmp_path / "out", Style(("pdf",), fonts=tmp_path))
    find_faces.cache_clear()


def test_a_template_with_an_unknown_mark_is_refused(tmp_path):
    own = tmp_path / "own"
    copy_templates(own, ("public_notice",))
    other = make_template(read_kind("freeze_list"))
    (own / "public_notice.docx").write_bytes(other)
    with pytest.raises(refused.BadTemplate):
        write(notice(), tmp_path / "out", Style(("docx",), templates=own))


def test_a_file_that_is_no_template_is_refused(tmp_path):
    (tmp_path / "public_notice.docx").write_bytes(b"not a document")
    with pytest.raises(refused.BadTemplate):
        write(notice(), tmp_path / "out", Style(("docx",), templates=tmp_path))


def test_words_of_the_users_own_are_used(tmp_path):
    own = tmp_path / "own"
    written, kept = copy_templates(own, ("public_notice",), with_declarations=True)
    assert written == ("public_notice.docx", "public_notice.toml", "layout.typ")
    assert kept == ()
    file = own / "public_notice.toml"
    file.write_text(file.read_text("utf-8").replace("返还不收取任何费用", "本局分文不取"), "utf-8")
    (own / "public_notice.docx").unlink()
    write(notice(), tmp_path / "out", Style(("docx",), templates=own))
    assert "本局分文不取" in text_of_docx((tmp_path / "out" / "public_notice.docx").read_bytes())


def test_copying_leaves_somebodys_work_alone(tmp_path):
    (tmp_path / "public_notice.docx").write_bytes(b"mine")
    written, kept = copy_templates(tmp_path, ("public_notice",))
    assert (written, kept) == ((), ("public_notice.docx",))
    assert (tmp_path / "public_notice.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('table = "shares"', 'table = "victims"'),
        ("{contact}", "{telephone}"),
        ('"shares.share"', '"shares.ratio"'),
        ('type = "count"', 'type = "colour"'),
        ('key = "bank"', 'key = "mark"'),
        ("[[blocks]]", "[[bricks]]"),
        ("grounds = [", "grounds = {"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(tmp_path, old, new):
    copy_templates(tmp_path, ("public_notice",), with_declarations=True)
    file = tmp_path / "public_notice.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(refused.BadDeclaration):
        read_kind("public_notice", tmp_path)
