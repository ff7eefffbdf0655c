"""A small reader of our pages: balanced tags, ids, links, texts."""

from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "col", "input", "link", "img"}


class Page(HTMLParser):
    """Parses a page strictly enough to notice what a browser would silently mend."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.links, self.tags = [], [], [], [], []
        self.feed(text)
        self.close()
        self.faults += [f"never closed: {name}" for name in self.open]

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append((tag, named))
        if "id" in named:
            self.ids.append(named["id"])
        self.links += [named[name] for name in ("href", "src") if name in named]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")
        else:
            self.open.pop()


def section(text, name):
    """The HTML of one section."""
    start = text.index(f'<section id="{name}"')
    return text[start : text.index("</section>", start) + len("</section>")]
