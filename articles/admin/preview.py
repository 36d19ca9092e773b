"""The draft as readers would see it, made by the code of the public page. For staff only."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from articles import rendering, snapshot
from articles.unseen import hidden_in, without_verdicts

from .evidence import article_to_see


def preview(model_admin, request, object_id):
    """The page of the draft, with a banner. Its markers lead to the evidence sheet."""
    article = article_to_see(model_admin, request, object_id)
    frozen = snapshot.freeze(article)
    content = without_verdicts(frozen.content, hidden_in(article, request.user))
    sheet = reverse("admin:articles_article_evidence", args=[article.pk])
    head, main = rendering.parts(rendering.render(content, frozen.people, evidence_at=sheet)["html"])
    context = {
        "article": article,
        # Made by our own templates this moment; freezing sanitised every rich text in it.
        "head": mark_safe(head),
        "main": mark_safe(main),
        "noindex": True,
    }
    response = render(request, "admin/articles/article/preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
