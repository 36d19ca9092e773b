"""Publish in an emergency: a page of its own, so that nobody comes here by one wrong press."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from articles import publishing
from references.canonical import storable

from .evidence import article_to_see
from .findings import PublishForm, page_of_box
from .publish_box import PublishBox

LONGEST = 2_000


class EmergencyForm(PublishForm):
    """What a publisher sends who cannot wait."""

    because = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": "Say why this cannot wait; readers will read it.",
            "max_length": "At most %(limit_value)d characters fit here; this has %(show_value)d. Shorten it.",
        },
    )


def emergency(model_admin, request, object_id):
    """Say what an emergency lifts and what it never lifts, ask for the reason, then publish."""
    article = article_to_see(model_admin, request, object_id)
    if not request.user.has_perms([publishing.PUBLISH, publishing.IN_EMERGENCY]):
        raise PermissionDenied
    if request.method != "POST":
        return _page(model_admin, request, article, request.GET)
    typed = {name: storable(text) for name, text in request.POST.items()}
    form = EmergencyForm(typed)
    if not form.is_valid():
        said = (
            form.errors.get("because") or form.errors.get("note") or ["The form could not be read. Look at it again."]
        )
        return _page(model_admin, request, article, typed, " ".join(said))
    try:
        edition = publishing.publish_in_emergency(
            article=article, by=request.user, now=timezone.now(), **form.cleaned_data
        )
    except publishing.PublishRefused as refused:
        return _page(model_admin, request, article, typed, str(refused))
    text = (
        'Edition {} is published in an emergency. <a href="{}">See it as readers do</a>. '
        "Its banner stays until somebody else has approved it."
    )
    messages.success(request, format_html(text, edition.number, article.get_absolute_url()))
    return redirect("admin:articles_article_change", article.pk)


def _page(model_admin, request, article, typed, refused=""):
    note = typed.get("note", "").strip() if refused else None
    box = PublishBox(article, request.user, typed.get("assurance"), note, now=timezone.now(), emergency=True)
    about = {
        "title": f"Publish in an emergency: {article.title}",
        "refused": refused,
        "because": typed.get("because", ""),
        "kind": typed.get("kind"),
    }
    return page_of_box(model_admin, request, "emergency", box, status=409 if refused else 200, **about)
