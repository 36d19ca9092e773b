"""Findings and the Publish box: a fragment beside the text, a page of its own, and the two acts that start there.

The admin wraps these views: only staff reach them, and no cache keeps them.
"""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import publishing
from articles.models.edition import ChangeKind
from references import canonical
from references.status import Assurance

from .evidence import article_to_see
from .publish_box import PublishBox


class PublishForm(forms.Form):
    """What a publisher sends: which edition, and what they had seen of it."""

    token = forms.CharField(max_length=64)
    note = forms.CharField(required=False, max_length=5000)
    kind = forms.ChoiceField(choices=ChangeKind.choices)
    assurance = forms.ChoiceField(choices=Assurance.choices)


def findings(model_admin, request, object_id):
    """The findings and the Publish box; only these for `?fragment=1`, else as a page that needs no script."""
    article = article_to_see(model_admin, request, object_id)
    box = PublishBox(article, request.user, request.GET.get("assurance"), now=timezone.now())
    if "fragment" in request.GET:
        return render(request, "admin/articles/article/_side.html", _context(model_admin, box))
    return page_of_box(model_admin, request, "findings", box, title=f"Findings: {article.title}")


def publish(model_admin, request, object_id):
    """Publish what the form's token stands for; a refusal says why, lists every finding, and keeps what was typed."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    article = article_to_see(model_admin, request, object_id)
    if not request.user.has_perm("articles.publish_article"):
        raise PermissionDenied
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _refused(model_admin, request, article, form, "The form could not be read. Look at it again.")
    try:
        edition = publishing.publish(article=article, by=request.user, now=timezone.now(), **form.cleaned_data)
    except publishing.PublishRefused as refused:
        return _refused(model_admin, request, article, form, str(refused))
    text = 'Edition {} is published. <a href="{}">See it as readers do</a>'
    messages.success(request, format_html(text, edition.number, article.get_absolute_url()))
    return redirect("admin:articles_article_change", article.pk)


def _refused(model_admin, request, article, form, sentence):
    note = form.data.get("note", "").strip()
    box = PublishBox(article, request.user, form.data.get("assurance"), note, now=timezone.now())
    kind = form.data.get("kind")
    about = {"refused": sentence, "kind": kind, "title": f"Not published: {article.title}"}
    return page_of_box(model_admin, request, "publish_refused", box, status=409, **about)


def withdraw(model_admin, request, object_id):
    """Ask for the reason, then take the article from readers."""
    article = article_to_see(model_admin, request, object_id)
    if not request.user.has_perm("articles.withdraw_article"):
        raise PermissionDenied
    because, refused = canonical.storable(request.POST.get("because", "")), ""
    if request.method == "POST":
        try:
            publishing.withdraw(article=article, by=request.user, now=timezone.now(), because=because)
        except publishing.PublishRefused as error:
            refused = str(error)
        else:
            messages.success(request, "The article is withdrawn. Its page says so and why; its editions stay.")
            return redirect("admin:articles_article_change", article.pk)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": f"Withdraw: {article.title}",
        "article": article,
        "because": because,
        "refused": refused,
    }
    return render(request, "admin/articles/article/withdraw.html", context, status=409 if refused else 200)


def page_of_box(model_admin, request, name, box, *, status=200, **about):
    """A page of the article's own with findings and box, in whole; `about` is what only this page says."""
    context = {
        **model_admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        **_context(model_admin, box),
        **about,
    }
    return render(request, f"admin/articles/article/{name}.html", context, status=status)


def _context(model_admin, box):
    text_url = reverse("admin:articles_article_change", args=[box.article.pk])
    return {
        "opts": model_admin.opts,
        "article": box.article,
        "box": box,
        "lines": box.lines,
        "let_stand": box.let_stand,
        "blocking": box.blocking,
        "text_url": text_url,
        "places": text_url,
        "kinds": ChangeKind.choices,
    }
