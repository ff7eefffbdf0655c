"""Page: the case report as one HTML file that needs nothing beside it."""

from zhanlian.reports.page.report import make_page
from zhanlian.reports.page.tags import Html, join, tag

__all__ = ["Html", "join", "make_page", "tag"]
