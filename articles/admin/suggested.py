"""Suggested wordings on the evidence sheet: what would change, and one button to take it over."""

from dataclasses import dataclass

import reversion
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import suggestions
from articles.models import Article
from articles.rewording import CannotReword
from articles.sanitising import TooMuch
from articles.suggestions import SuggestionGone
from references.audit.changes import words_changed
from references.permits import NotPermitted


@dataclass(frozen=True)
class Suggested:
    """A wording that waits: the verdict that suggests it, and its words beside those that stand."""

    verdict: object
    pieces: tuple

    @property
    def seen(self):
        return self.verdict.judged_digest


def waiting_for(article):
    """{citation id as text: Suggested}"""
    return {
        pk: Suggested(verdict, words_changed(verdict.citation.claim.text, verdict.suggested))
        for pk, verdict in suggestions.waiting_for(article).items()
    }


def take_over(model_admin, request, article):
    """Take over the suggestion that the form names, and say how it went. Returns the anchor to go to."""
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    number = request.POST.get("suggestion", "")
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0
    claim = suggestions.claim_of(number)
    try:
        with model_admin.create_revision(request):
            verdict = suggestions.take_over(
                article=article,
                verdict_id=number,
                by=request.user,
                now=timezone.now(),
                seen=request.POST.get("seen", ""),
            )
            reversion.set_comment(f"Took over what {verdict.reviewer_name} suggested.")
            reversion.add_to_revision(Article.objects.get(pk=article.pk))
    except CannotReword as why:
        place = f"{reverse('admin:articles_article_change', args=[article.pk])}#claim-{claim}"
        messages.error(request, format_html('{} <a href="{}">Go to the sentence</a>', str(why), place))
    except (SuggestionGone, NotPermitted, TooMuch) as why:
        messages.error(request, str(why))
    else:
        messages.success(
            request,
            f"The sentence now says what {verdict.reviewer_name} suggested. Somebody else must judge it.",
        )
    return f"claim-{claim}" if claim else ""
