"""What the editor does: a draft out of the words of a module, and new words in the place of old ones."""

from contextlib import contextmanager
from datetime import UTC, datetime

import reversion
from django.core.exceptions import ValidationError

from articles import claims
from articles.models import (
    Article,
    ArticleAuthor,
    Callout,
    ComparisonTable,
    Conclusion,
    Contributor,
    KeyPoints,
    QuestionAnswer,
    SubstanceFacts,
    Table,
    Text,
    Topic,
    Unknowns,
)
from references.models.claim import Voice

from . import prose
from .library import DemoRefused, wanted_citations

REVIEW_DUE = datetime(2027, 3, 1, tzinfo=UTC).date()

BLOCKS = {
    "text": Text,
    "key points": KeyPoints,
    "question": QuestionAnswer,
    "callout": Callout,
    "table": Table,
    "comparison": ComparisonTable,
    "facts": SubstanceFacts,
    "unknowns": Unknowns,
    "conclusion": Conclusion,
}
PROSE = {"text", "answer"}


def draft(words, pk, evidence, *, by, now, placed=None, related=()):
    """The draft that `words` holds, saved as an editor saves it.

    evidence: {key of a claim: what it rests on}; placed: {"comparison" or "facts": fields of its blocks that name a row of
    the catalogue}. Raises DemoRefused.
    """
    cited = _cited(evidence)
    with _revision(pk, by, now):
        article = _article(words, pk, cited)
        article.related.set(related)
        for number, fields in enumerate(words.BLOCKS, 1):
            about = {k: prose.html(v, cited) if k in PROSE else v for k, v in fields.items() if k != "block"}
            BLOCKS[fields["block"]].objects.create(
                parent=article, region="main", ordering=number * 10, **about, **(placed or {}).get(fields["block"], {})
            )
        claims.sync(article, by=by, now=now, said=_said(evidence))
    return article


def _article(words, pk, cited):
    article = Article(
        pk=pk,
        title=words.TITLE,
        slug=words.SLUG,
        answer=prose.html(words.ANSWER, cited),
        before_you_take_it=prose.html(words.BEFORE_YOU_TAKE_IT, cited),
        summary=prose.html(words.SUMMARY, cited),
        review_due=REVIEW_DUE,
        is_demonstration=True,
        funding="None.",
        disclosures="This is a demonstration. It has had no medical review. "
        "The names over it and behind its checks stand for no real person.",
    )
    try:
        article.full_clean()
    except ValidationError as error:
        raise DemoRefused(f"The article was refused: {'; '.join(error.messages)}") from error
    article.save()
    for slug, name in words.TOPICS.items():
        article.topics.add(Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0])
    ArticleAuthor.objects.create(article=article, contributor=_author())
    return article


def _author():
    return Contributor.objects.get_or_create(
        slug="demo-author",
        defaults={
            "name": "Demo author",
            "credentials": "No medical training claimed",
            "interests": "None",
        },
    )[0]


def rewrite(article, changes, evidence, *, by, now):
    """The editor puts new words in the place of old ones and saves. changes: [(what stood there, what stands there now)]"""
    cited = _cited(evidence)
    with _revision(article.pk, by, now):
        for old, new in changes:
            before, after = prose.inline(old, cited), prose.inline(new, cited)
            (found,) = [p for p in claims.prose_of(article) if before in p.html]
            setattr(found.owner, found.attribute, found.html.replace(before, after))
            found.owner.save(update_fields=[found.attribute])
        claims.sync(article, by=by, now=now, said=_said(evidence))


def _cited(evidence):
    return {key: [c.citekey for c in about.cites] for key, about in evidence.items()}


def _said(evidence):
    """What the claim dialog would have collected about each claim."""
    return {
        prose.claim_id(key): claims.Said(
            voice=Voice.REPORTED if about.reported_by else Voice.OWN,
            reported_by=about.reported_by,
            kind=about.kind,
            no_evidence_because=about.no_evidence_because,
            citations={cited.citekey: cited for cited in wanted_citations(about)},
        )
        for key, about in evidence.items()
    }


@contextmanager
def _revision(pk, by, now):
    """Like a save in the admin: the History of the article begins here."""
    with reversion.create_revision():
        reversion.set_user(by)
        reversion.set_date_created(now)
        reversion.set_comment("Demonstration")
        yield
        reversion.add_to_revision(Article.objects.get(pk=pk))  # its blocks come along
