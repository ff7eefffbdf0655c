"""Documents (文书): papers of recovery and of the law, as DOCX and PDF from editable templates.

in     drafts: values with their sources, for a kind of document that is declared as data
out    files with visible blanks for what only a person adds, and a manifest of digests
keeps  a figure without a source, a sum that does not add up and a character no font can show
       are refused; nobody's signature, seal or number is ever made up
start at   ``write_documents``; the kinds are in ``data/kinds``
"""

from zhanlian.reports.documents.copying import copy_templates
from zhanlian.reports.documents.draft import BLANK, Draft, Given, Row
from zhanlian.reports.documents.from_file import fill_blanks, read_drafts, read_fill
from zhanlian.reports.documents.from_holding import draft_of_confiscation
from zhanlian.reports.documents.from_law import draft_of_assessment, drafts_of_linkage
from zhanlian.reports.documents.kinds import Field, Kind, kind_names, read_kind
from zhanlian.reports.documents.making import CASE_KINDS, drafts_of
from zhanlian.reports.documents.templates import make_template
from zhanlian.reports.documents.writing import FORMS, MANIFEST, Style, Written, write_documents

__all__ = [
    "BLANK",
    "CASE_KINDS",
    "FORMS",
    "MANIFEST",
    "Draft",
    "Field",
    "Given",
    "Kind",
    "Row",
    "Style",
    "Written",
    "copy_templates",
    "draft_of_assessment",
    "draft_of_confiscation",
    "drafts_of",
    "drafts_of_linkage",
    "fill_blanks",
    "kind_names",
    "make_template",
    "read_drafts",
    "read_fill",
    "read_kind",
    "write_documents",
]
