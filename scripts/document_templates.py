"""Draw the DOCX templates that ship, from the declarations of the kinds of documents.

Run after a change of src/zhanlian/reports/documents/data/kinds:

    .venv/bin/python scripts/document_templates.py
"""

# ruff: noqa: INP001  a script, not a package
from pathlib import Path

from zhanlian.reports import documents

TEMPLATES = Path(documents.__file__).parent / "data" / "templates"


def main() -> None:
    """Write one template per kind; the same declarations give the same bytes."""
    TEMPLATES.mkdir(exist_ok=True)
    for name in documents.kind_names():
        content = documents.make_template(documents.read_kind(name))
        (TEMPLATES / f"{name}.docx").write_bytes(content)
        print(f"{name}.docx  {len(content)} bytes")  # noqa: T201  a script says what it did


if __name__ == "__main__":
    main()
