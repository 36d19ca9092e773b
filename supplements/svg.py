"""SVG that stands on its own or in a page: shapes and words from above to below, escaped, read aloud as told. Pure.

In a page colours are those of tokens.css; a file brings its own.
"""

import base64
import hashlib
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import escape

from .flags import wrapped

WIDE, NARROW = 640, 320
SIZE, SMALL = 13, 12.5
BAR, LINE, EDGE = 28, 17, 1.0

STYLE = (
    ":root{--paper:#fdfcfa;--paper-3:#ece8df;--ink:#1c2126;--ink-2:#4b545d;--line:#dfdbd2;--line-2:#b9b3a6;"
    "--accent:#0a5a66;--accent-soft:#e3f0f1;--contradicts:#9c2a2f;--contradicts-soft:#fae6e4}"
    "@media (prefers-color-scheme:dark){:root{--paper:#15181a;--paper-3:#272c30;--ink:#e9e7e2;--ink-2:#aab2b8;"
    "--line:#32383c;--line-2:#566068;--accent:#6cc6d2;--accent-soft:#173034;--contradicts:#f0928e;"
    "--contradicts-soft:#3a1c1b}}"
    "svg{background:var(--paper);font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif}"
)
"""Colours of a file, those of tokens.css. Without them a downloaded picture would be black."""
STYLE_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""By which a Content-Security-Policy allows this style and no other."""


@dataclass
class Pen:
    """Writes shapes from above to below. `scale` amounts fill the width; y: where the next thing begins."""

    width: int
    scale: Decimal
    id: str
    y: float = 0
    shapes: list = field(default_factory=list)

    def x(self, amount):
        return EDGE + float(min(amount / self.scale, Decimal(1))) * (self.width - 2 * EDGE)

    def text(self, x, y, words, *, weight=400, size=SIZE, ink="ink", anchor="start"):
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="var(--{ink})" '
            f'text-anchor="{anchor}" paint-order="stroke" stroke="var(--paper)" stroke-width="4" '
            f'stroke-linejoin="round">{escape(words)}</text>'
        )

    def lines(self, words, *, weight=400, size=SIZE, ink="ink"):
        """Words that run on over as many lines as they need."""
        for line in wrapped(words, self.width - 2 * EDGE, size, bold=weight > 500):
            self.y += LINE
            self.text(EDGE, self.y - 4, line, weight=weight, size=size, ink=ink)

    def bar(self, start, end, fill, *, framed=False):
        frame = ' stroke="var(--accent)" stroke-width="1.5"' if framed else ""
        x, wide = self.x(start), max(0.0, self.x(end) - self.x(start))
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{self.y:.1f}" width="{wide:.1f}" height="{BAR}" fill="{fill}"{frame}/>'
        )

    def rule(self, x1, y1, x2, y2, *, ink="ink", wide=2, dashed=False):
        dash = ' stroke-dasharray="4 3"' if dashed else ""
        self.shapes.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="var(--{ink})" stroke-width="{wide}"{dash}/>'
        )

    def shape(self, path):
        self.shapes.append(f'<path d="{path}" fill="var(--ink)"/>')

    def hatch(self, name):
        return f"url(#{self.id}-{name})"


def document(title, told, pen, css, *, is_file):
    kind = ' xmlns="http://www.w3.org/2000/svg"' if is_file else f' class="{css}"'
    height = pen.y + 6
    size = f' width="{pen.width}" height="{height:.0f}"' if is_file else ""
    style = f"<style>{STYLE}</style>" if is_file else ""
    return (
        f'<svg{kind}{size} viewBox="0 0 {pen.width} {height:.0f}" role="img" '
        f'aria-labelledby="{pen.id}-title {pen.id}-desc">'
        f'<title id="{pen.id}-title">{escape(title)}</title><desc id="{pen.id}-desc">{escape(told)}</desc>{style}'
        f"<defs>{_hatch(pen.hatch('mine')[5:-1], 45, 'accent', 6, 2)}"
        f"{_hatch(pen.hatch('over')[5:-1], -45, 'contradicts', 7, 1.5)}</defs>{''.join(pen.shapes)}</svg>"
    )


def _hatch(id, angle, colour, step, stroke):
    faint = ' opacity=".45"' if colour == "contradicts" else ""
    return (
        f'<pattern id="{id}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({angle})"><rect width="{step}" height="{step}" fill="var(--{colour}-soft)"/>'
        f'<rect width="{stroke}" height="{step}" fill="var(--{colour})"{faint}/></pattern>'
    )


def words_as_picture(title, sentences, id="dose"):
    """An SVG file that says something in place of a chart."""
    pen = Pen(WIDE, Decimal(1), f"{id}-file")
    pen.lines(title, weight=700)
    for sentence in sentences:
        pen.y += 6
        pen.lines(sentence)
    return document(title, " ".join(sentences), pen, "", is_file=True)
