"""An article of 40 blocks and 100 claims, judged, as the budgets name it."""

from itertools import count

from articles import claims
from articles.models import Callout, KeyPoints, QuestionAnswer, Table, Text
from references.models import Citation
from tests import builders
from tests.builders import later

SENTENCES = 100
SOURCES = 30
_LAYOUT = [Text] * 20 + [KeyPoints] * 5 + [Table] * 5 + [QuestionAnswer] * 5 + [Callout] * 5


def article(slug="generated"):
    """A draft whose 100 citations are judged; returns (article, editor)."""
    editor, reviewer = builders.editor(), builders.reviewer()
    sources = [builders.source() for _ in range(SOURCES)]
    made = builders.article(by=editor, title="Generated", slug=slug)
    number = count()
    for position, block in enumerate(_LAYOUT):
        _add_block(made, block, position, sources, number)
    claims.sync(made, by=editor, now=later(), said={})
    for citation in Citation.objects.filter(claim__object_id=str(made.pk)):
        builders.judge(citation, by=reviewer)
    return made, editor


def _add_block(article, block, position, sources, number):
    def sentence():
        n = next(number)
        text = f"In trial {n} pain fell by {n} points in people who took it for {n + 2} weeks."
        return builders.mark(text, sources[n % SOURCES].citekey) if n < SENTENCES else text

    filler = "Nobody knew which treatment they had, and most people finished the trial as it was planned. "
    where = {"parent": article, "region": "main", "ordering": (position + 1) * 10}

    def paragraph():
        return f"<p>{sentence()} {filler * 2}{sentence()} {filler}</p>"

    if block is QuestionAnswer:
        block.objects.create(**where, question=f"Question {position}?", answer=paragraph())
    elif block is Callout:
        block.objects.create(**where, kind="note", title=f"Note {position}", text=paragraph())
    elif block is KeyPoints:
        block.objects.create(**where, text=f"<ul><li>{sentence()}</li><li>{sentence()}</li></ul>")
    elif block is Table:
        head = "<tr><th>Form</th><th>Found</th></tr>"
        rows = "".join(f"<tr><td>Form {n}</td><td>{sentence()}</td></tr>" for n in range(4))
        block.objects.create(**where, caption=f"Table {position}", text=f"<table><tbody>{head}{rows}</tbody></table>")
    else:
        block.objects.create(**where, text=f"<h2>Section {position}</h2>{paragraph()}<p>{sentence()} {filler * 3}</p>")
