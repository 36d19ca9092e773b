"""Tables that become cards on a phone: each cell carries the head of its column. Pure."""

import re
from html import escape
from html.parser import HTMLParser

from references.canonical import text_of

_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b[^>]*>(.*?)</\1>", re.DOTALL)


def column_heads(html):
    """The texts of the first row, if it is a row of heads; else nothing."""
    first = _ROW.search(html)
    cells = _CELL.findall(first[1]) if first else []
    return [text_of(text) for _, text in cells] if cells and all(tag == "th" for tag, _ in cells) else []


class _Cells(HTMLParser):
    """Adds to rows and cells what styles and screen readers need, since cards lose the table's own semantics."""

    def __init__(self, heads, caption):
        super().__init__(convert_charrefs=False)
        self.heads, self.caption, self.row, self.column = heads, caption, 0, 0
        self.out = []

    def handle_starttag(self, tag, attrs):
        text = self.get_starttag_text()
        match tag:
            case "table":
                text = f'<table class="tbl" role="table"><caption>{escape(self.caption)}</caption>'
            case "tbody" | "thead":
                text = f'<{tag} role="rowgroup">'
            case "tr":
                self.row, self.column = self.row + 1, 0
                text = '<tr class="heads" role="row">' if self.row == 1 and self.heads else '<tr role="row">'
            case "td" | "th":
                text = f"{text[:-1]}{self._about(tag, dict(attrs))}>"
                self.column += _span(dict(attrs))
        self.out.append(text)

    def _about(self, tag, attrs):
        if tag == "th":
            column = self.row == 1 and self.heads
            scope = "" if "scope" in attrs else f' scope="{"col" if column else "row"}"'
            return f'{scope} role="{"columnheader" if column else "rowheader"}"'
        head = self.heads[self.column] if self.column < len(self.heads) else ""
        return f'{f" data-h={chr(34)}{escape(head)}{chr(34)}" if head else ""} role="cell"'

    def handle_endtag(self, tag):
        self.out.append(f"</{tag}>")

    def handle_data(self, data):
        self.out.append(data)

    def handle_entityref(self, name):
        self.out.append(f"&{name};")

    def handle_charref(self, name):
        self.out.append(f"&#{name};")


def _span(attrs):
    width = attrs.get("colspan") or "1"
    return int(width) if width.isdecimal() and len(width) < 4 else 1


def as_cards(html, caption):
    """A sanitised table with its caption, and heads on its cells."""
    cells = _Cells(column_heads(html), caption)
    cells.feed(html)
    cells.close()
    return "".join(cells.out)
