"""The article in the admin: the form, its saves, its history."""

from contextlib import contextmanager

import reversion
from content_editor.admin import ContentEditor
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from js_asset import ImportMap, Script
from js_asset import Media as JSMedia
from reversion.admin import VersionAdmin
from reversion.models import Version

from articles import claims, drafts
from articles.models import BLOCKS, Article

from . import claim_dialog, conflict, emergency, evidence, findings, preview, reading
from .blocks import BLOCK_INLINES, AuthorInline
from .filters import StateFilter
from .forms import ArticleForm, KnownAutocomplete

MODULES = (
    "abstract-panel", "claim-data", "claim-dialog", "claim-parts", "claim-rows", "look-up", "look-up-row", "source-finder",
    "source-form",
)  # fmt: skip
_READING = {"GET", "HEAD", "OPTIONS"}
# Of readers, of the record or of the article for good, not of one draft: going back to an old text leaves them as they are.
_NOT_OF_THE_DRAFT = [
    "draft_version", "changed_at", "changed_by", "live_edition", "reader_alerts", "withdrawn_at", "withdrawn_by",
    "withdrawn_because", "is_health", "is_demonstration",
]  # fmt: skip

for _block in BLOCKS:
    reversion.register(_block)
reversion.register(
    Article,
    exclude=[*_NOT_OF_THE_DRAFT, "authors"],
    follow=[f"{block._meta.get_field('parent').remote_field.get_accessor_name()}" for block in BLOCKS],
)


class NonceMixin:
    """Gives the page's nonce to the import map, without which the policy stops every editor on it."""

    def render_change_form(self, request, context, **kwargs):
        response = super().render_change_form(request, context, **kwargs)
        media = response.context_data["media"]
        response.context_data["media"] = JSMedia.from_media(media, nonce=getattr(request, "csp_nonce", ""))
        return response


class ArticlePage(NonceMixin, ContentEditor):
    """The change page: blocks, claims, and what happens when two people save."""

    form = ArticleForm
    inlines = [*BLOCK_INLINES, AuthorInline]
    filter_horizontal = ["topics"]
    autocomplete_fields = ["related"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "answer", "summary", "before_you_take_it", "seen_version", "claims_said"]}),
        ("Topics, dates and disclosures", {
            "classes": ["collapse"],
            "fields": ["topics", "related", "review_due", "funding", "disclosures", "language"],
        }),
        ("Health and demonstration", {"classes": ["collapse"], "fields": ["is_health", "is_demonstration"]}),
    ]  # fmt: skip

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "related":
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.live_edition_id else None

    def _content_editor_media(self, request, context):
        # content-editor 9.1 stops with an error where region and ordering are not inputs
        if not self.has_change_permission(request, context.get("original")):
            return JSMedia()
        ours = JSMedia(
            importmap=ImportMap({f"spinehealth/{name}": f"js/{name}.js" for name in MODULES}),
            css={"all": ["css/staff.css", "css/editor.css"]},
            js=[Script("js/article-editor.js", type="module"), Script("js/abstract-words.js", type="module")],
        )
        return super()._content_editor_media(request, context) + ours

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if _was_public(obj) else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if _was_public(obj) else {"slug": ["title"]}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        reads_only = request.method in _READING and not self.has_change_permission(request)
        if reads_only and (article := self.get_object(request, unquote(object_id))):
            return reading.page(self, request, article)
        return super().change_view(
            request, object_id, form_url, {"is_nav_sidebar_enabled": False} | (extra_context or {})
        )

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if kept := getattr(request, "kept_of_article", None):
            Article.objects.filter(pk=unquote(object_id)).update(**kept)
        if request.method in _READING or not object_id:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # Locked before it is read, so that no publishing and no other save comes in between.
            if article := self.get_object(request, unquote(object_id)):
                article.lock()
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        form = context["adminform"].form
        context["claim_choices"] = claim_dialog.choices()
        if obj and getattr(form, "stale", False):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["differences"] = list(conflict.differences(obj, form, formsets))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        article = form.instance
        claims.sync(article, by=request.user, now=timezone.now(), said=form.cleaned_data["claims_said"])
        if reversion.is_active():
            reversion.add_to_revision(article)  # with the keys that copies were given just now


def _was_public(article):
    return article is not None and bool(article.live_edition_id or article.withdrawn_at)


@admin.register(Article)
class ArticleAdmin(VersionAdmin, ArticlePage):
    list_display = ["title", "readers_see", "draft"]
    list_filter = [StateFilter, "topics"]
    list_select_related = ["live_edition", "changed_by"]
    search_fields = ["title", "slug"]
    search_help_text = "Title or address."
    actions = None
    show_full_result_count = False
    history_latest_first = True

    @admin.display(description="readers see", ordering="live_edition__published_at")
    def readers_see(self, article):
        if edition := article.live_edition:
            return f"edition {edition.number}, {edition.get_assurance_display()}"
        return "withdrawn" if article.withdrawn_at else "not published"

    @admin.display(description="draft", ordering="changed_at")
    def draft(self, article):
        if article.changed_at is None:
            return "–"
        who = article.changed_by.get_full_name() or article.changed_by.get_username()
        when = date_format(timezone.localtime(article.changed_at), "j M Y, H:i")
        edition = article.live_edition
        if edition and article.changed_at <= edition.published_at:
            return f"as published; {when}, {who}"
        return f"changed {when}, {who}"

    def get_urls(self):
        def page(view, name):
            def of_article(request, object_id):
                return view(self, request, object_id)

            address = f"<uuid:object_id>/{name}/"
            return path(address, self.admin_site.admin_view(of_article), name=f"articles_article_{name}")

        return [
            *claim_dialog.urls(self.admin_site),
            page(evidence.evidence_sheet, "evidence"),
            page(preview.preview, "preview"),
            page(findings.findings, "findings"),
            page(findings.publish, "publish"),
            page(emergency.emergency, "emergency"),
            page(findings.withdraw, "withdraw"),
            *super().get_urls(),
        ]

    # ---- history

    @contextmanager
    def create_revision(self, request):
        if request.method in _READING:
            yield  # looking at a page must not take SQLite's one write lock
            return
        with super().create_revision(request):
            yield

    def _reversion_revisionform_view(self, request, version, template_name, extra_context=None):
        try:
            with transaction.atomic():
                # Reversion writes whole rows; what it does not know would become empty.
                request.kept_of_article = self._not_of_the_draft(version.object_id)
                return super()._reversion_revisionform_view(request, version, template_name, extra_context)
        except IntegrityError:
            message = "This version names something that was deleted since, so it cannot be brought back whole."
            self.message_user(request, message, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def _not_of_the_draft(self, article_id):
        article = Article.objects.select_for_update(no_key=True, of=("self",)).filter(pk=article_id).first()
        names = _NOT_OF_THE_DRAFT + (["slug"] if _was_public(article) else [])
        return {name: getattr(article, name) for name in names} if article else {}

    def recoverlist_view(self, request, extra_context=None):
        # SQLite keeps a UUID without its dashes, so reversion takes every article for a deleted one.
        standing = [str(pk) for pk in Article.objects.values_list("pk", flat=True)]
        deleted = Version.objects.get_deleted(Article).exclude(object_id__in=standing).select_related("revision")
        ordered = self._reversion_order_version_queryset(request, deleted)
        return super().recoverlist_view(request, {"deleted": ordered} | (extra_context or {}))

    def recover_view(self, request, version_id, extra_context=None):
        version = get_object_or_404(Version.objects.get_for_model(Article), pk=version_id)
        if self.has_add_permission(request) and Article.objects.filter(pk=version.object_id).exists():
            sentence = "This article is not deleted. Choose an older text of it here."
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:articles_article_history", args=[quote(version.object_id)]))
        return super().recover_view(request, version_id, extra_context)

    # ---- deleting

    def delete_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        if article and self.has_delete_permission(request, article) and (reason := drafts.why_it_stays(article)):
            return self._say_why_it_stays(request, object_id, reason)
        try:
            return super().delete_view(request, object_id, extra_context)
        except drafts.EverPublic as published_meanwhile:
            return self._say_why_it_stays(request, object_id, published_meanwhile)

    def _say_why_it_stays(self, request, object_id, reason):
        self.message_user(request, str(reason), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[object_id]))

    def delete_model(self, request, obj):
        drafts.delete_draft(obj, by=request.user, now=timezone.now())
