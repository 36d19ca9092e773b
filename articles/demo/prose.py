"""From the plain way in which the demonstration is written to the HTML that the editor stores. Pure.

A blank line ends a paragraph. “## ” and “### ” start headings, “- ” a point of a list, “|” a row of a table whose first
row and first column are heads. **Two stars** make bold. A claim stands in brackets behind its key:

    [[new-pain: By day 10 the groups did not differ.]]
"""

import re
from html import escape
from itertools import groupby
from uuid import UUID, uuid5

# Any fixed UUID would do; the addresses of the demonstration's claims hang on it.
NAMESPACE = UUID("6f1c3b52-0f0a-4c55-9a0e-6d1f6a7c2d41")

CLAIM = re.compile(r"\[\[([a-z0-9-]+): (.+?)\]\]", re.DOTALL)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def claim_id(key):
    """The UUID of the claim with this key, always the same."""
    return uuid5(NAMESPACE, key)


def html(text, cited):
    """`text` as HTML. cited: {key of a claim: its citekeys in order}; raises KeyError for a claim it does not know."""
    lines = [line.strip() for line in text.strip().splitlines()]
    kinds = groupby(_joined(lines), key=lambda line: line[:1] if line[:2] in {"- ", "| "} else line)
    return "".join(_block(kind, list(group), cited) for kind, group in kinds)


def _joined(lines):
    """One line for each paragraph, heading, point or row; a line that goes on is joined to the one before."""
    whole = []
    for line in lines:
        if whole and whole[-1] and line and not line.startswith(("## ", "### ", "- ", "| ")):
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return [line for line in whole if line]


def _block(kind, lines, cited):
    match kind:
        case "-":
            return f"<ul>{''.join(f'<li><p>{inline(line[2:], cited)}</p></li>' for line in lines)}</ul>"
        case "|":
            return f"<table><tbody>{''.join(_row(n, line, cited) for n, line in enumerate(lines))}</tbody></table>"
    hashes, _, heading = lines[0].partition(" ")
    if hashes in {"##", "###"}:
        return f"<h{len(hashes)}>{inline(heading, cited)}</h{len(hashes)}>"
    return f"<p>{inline(lines[0], cited)}</p>"


def _row(number, line, cited):
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    tags = ["th" if number == 0 or column == 0 else "td" for column in range(len(cells))]
    return "<tr>{}</tr>".format(
        "".join(f"<{tag}><p>{inline(cell, cited)}</p></{tag}>" for tag, cell in zip(tags, cells, strict=True))
    )


def inline(text, cited):
    """A run of text as HTML: escaped, with bold words and marks of claims."""
    return CLAIM.sub(lambda found: _mark(found, cited), _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False)))


def _mark(found, cited):
    key, words = found.groups()
    sources = f' data-sources="{" ".join(cited[key])}"' if cited[key] else ""
    return f'<span data-claim="{claim_id(key)}"{sources}>{words}</span>'
