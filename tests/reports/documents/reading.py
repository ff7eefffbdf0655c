"""Reading documents back: the text a person sees, from DOCX and from PDF."""

import io

import docx
import pypdfium2


def text_of_docx(content):
    """Paragraphs and table rows in their order, a row's cells parted by bars."""
    document = docx.Document(io.BytesIO(content))
    lines = []
    for each in document.iter_inner_content():
        if hasattr(each, "rows"):
            lines += [" | ".join(cell.text for cell in row.cells) for row in each.rows]
        elif each.text.strip():
            lines.append(each.text)
    return "\n".join(lines) + "\n"


def text_of_pdf(content):
    """The text of every page."""
    with pypdfium2.PdfDocument(content) as document:
        pages = []
        for number in range(len(document)):
            page = document[number]
            part = page.get_textpage()
            pages.append(part.get_text_range())
            part.close()
            page.close()
    return "\n".join(pages)


def pictures_of(content, *, scale):
    """Every page as a picture."""
    with pypdfium2.PdfDocument(content) as document:
        pictures = []
        for number in range(len(document)):
            page = document[number]
            pictures.append(page.render(scale=scale).to_pil().convert("L"))
            page.close()
    return pictures
