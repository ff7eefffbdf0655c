"""Reports: documents for people; every figure points at the rows behind it.

comes in   a traced ``Case``, a language, whether names and numbers are starred, the moment
goes out   reports/report.html, reports/case.xlsx and reports/manifest.json; ``words``
stays out  tables for terminals (``cli``), answers to single questions (``desk``)
start at   ``write_report``; a deliverable's columns are in ``lists``; ``documents`` is a door of
           its own for papers of recovery and law, loaded only where one is written
"""

from zhanlian.reports.words import LANGUAGES, Words, words
from zhanlian.reports.writing import write_report, write_workbook

__all__ = ["LANGUAGES", "Words", "documents", "words", "write_report", "write_workbook"]
