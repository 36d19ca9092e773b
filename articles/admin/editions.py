"""Editions in the admin: to look at, and the one legal way to remove a body that must not stay public."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles import publishing
from articles.models import Edition
from references.admin.deleting import ReadOnlyAdmin


class SuppressForm(forms.Form):
    """Why the body of an edition has to go."""

    what = forms.CharField(
        label="what has to go",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Without repeating it: this stays on record, and readers see it.",
    )
    legal_basis = forms.CharField(
        label="legal basis", widget=forms.Textarea(attrs={"rows": 3}), help_text="The law, order or request."
    )


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin, admin.ModelAdmin):
    list_display = ["article", "number", "live", "published_at", "by_name", "assurance", "note"]
    list_filter = ["assurance", "kind"]
    list_select_related = ["article"]
    search_fields = ["article__title", "note", "by_name", "digest"]
    ordering = ["-published_at"]
    change_form_template = "admin/articles/edition/change_form.html"
    fields = [
        "article", "number", "live", "published_at", "by_name", "assurance", "kind", "note", "emergency_because",
        "suppressed",
        "digest", "content_digest", "previous",
    ]  # fmt: skip
    readonly_fields = ["live", "suppressed"]

    @admin.display(description="readers see it", boolean=True)
    def live(self, edition):
        return edition.article.live_edition_id == edition.pk

    @admin.display(description="body removed")
    def suppressed(self, edition):
        removed = edition.suppressions.select_related("by")
        lines = ((s.at.date(), s.by, s.what, s.legal_basis) for s in removed)
        return format_html_join("", "<p>{}, {}: {} ({})</p>", lines) if removed else "no"

    def get_urls(self):
        view = self.admin_site.admin_view(self.suppress)
        return [path("<int:object_id>/suppress/", view, name="articles_edition_suppress"), *super().get_urls()]

    def suppress(self, request, object_id):
        """Ask what has to go and on which legal basis, then remove the body; the edition itself stays."""
        edition = Edition.objects.select_related("article").filter(pk=object_id).first()
        if edition is None:
            raise Http404("There is no such edition.")
        if not request.user.has_perm("articles.suppress_edition"):
            raise PermissionDenied
        form = SuppressForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                publishing.suppress(edition=edition, by=request.user, now=timezone.now(), **form.cleaned_data)
            except publishing.PublishRefused as refused:
                form.add_error(None, str(refused))
            else:
                text = "The body of {} is removed. The edition stays in the record."
                messages.success(request, format_html(text, edition))
                return redirect("admin:articles_edition_change", edition.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Remove the body of {edition}",
            "edition": edition,
            "form": form,
        }
        return render(request, "admin/articles/edition/suppress.html", context)
