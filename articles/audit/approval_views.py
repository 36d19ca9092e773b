"""Where a person reads a text as readers will, and stands for it."""

import json
import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from articles import approval_changes, approving, rendering, snapshot
from articles.approving import CHANGED, ApprovalRefused, Incomplete
from articles.models import Article, Edition, EditionContent
from articles.models.approval import ApprovalRole
from articles.unseen import hidden_in, without_verdicts
from references.audit.access import audit_page
from references.audit.forms import seen_today

from .approval_forms import ROLES, ApprovalForm

approving_page = audit_page(approving.PERMISSION, "approve articles")
_LEADS_AWAY = re.compile(r'(<a\b[^>]*?)\shref="(?!#)')


@approving_page
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request, pk):
    """Show the draft as readers would see it, with what changed since somebody stood for it, and take an approval."""
    article = Article.objects.filter(pk=pk).select_related("live_edition").first()
    if article is None:
        raise Http404("There is no article at this address.")
    if request.method != "POST":
        return _draft_page(request, article)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _draft_page(request, article, form, status=422)
    try:
        approving.approve(article=article, by=request.user, now=timezone.now(), **form.said())
    except ApprovalRefused as refused:
        return _draft_page(request, article, form, refused)
    role = ApprovalRole(form.cleaned_data["role"]).label
    messages.success(request, f"Your {role} approval is recorded. It stands while the text stays as it is.")
    return redirect("approve", pk=pk)


@approving_page
@require_http_methods(["GET", "HEAD", "POST"])
def approve_afterwards(request, pk, number):
    """The same for an edition that was published in an emergency."""
    edition = Edition.objects.filter(article=pk, number=number).select_related("article__live_edition").first()
    if edition is None:
        raise Http404("There is no such edition.")
    content = EditionContent.objects.filter(edition=edition).values_list("content", flat=True).first()
    if content is None:
        raise Http404("The text of this edition was removed, so nobody can stand for it.")
    content = json.loads(content)
    all_of_it = approving.stands_in_for_medical(edition, content)
    if request.method != "POST":
        return _edition_page(request, edition, content, all_of_it)
    form = ApprovalForm(request.POST, afterwards=True, all_of_it=all_of_it)
    if not form.is_valid():
        return _edition_page(request, edition, content, all_of_it, form, status=422)
    try:
        approving.approve_afterwards(edition=edition, by=request.user, now=timezone.now(), **form.said())
    except ApprovalRefused as refused:
        return _edition_page(request, edition, content, all_of_it, form, refused)
    messages.success(request, "Your approval is recorded. Readers no longer see the banner of the emergency.")
    return redirect("approve-afterwards", pk=pk, number=number)


def _draft_page(request, article, form=None, refused=None, status=200):
    frozen = snapshot.freeze(article)
    digest = snapshot.approved_digest(frozen.content)
    form, problem = _today(form, digest, refused) if form else (ApprovalForm(initial={"seen_digest": digest}), "")
    since, before = _stood_for(article)
    unseen = without_verdicts(frozen.content, hidden_in(article, request.user))
    context = {
        "article": article,
        "reading": _as_readers(unseen, frozen.people, reverse("admin:articles_article_evidence", args=[article.pk])),
        "form": form,
        "problem": problem,
        "refusals": (refusals := _refusals(article, request.user)),
        "refusal": refusals[0][1] if len(refusals) == len(ROLES) else "",
        "history": _history(article, digest),
        "since": since,
        "changes": approval_changes.parts_changed(before, frozen.content) if before else [],
        "credentials": approving.credentials_of(request.user),
        "preview": reverse("admin:articles_article_preview", args=[article.pk]),
    }
    return render(request, "audit/approval.html", context, status=409 if refused else status)


def _edition_page(request, edition, content, all_of_it, form=None, refused=None, status=200):
    article, digest = edition.article, snapshot.approved_digest(content)
    kind = {"afterwards": True, "all_of_it": all_of_it}
    fresh = ApprovalForm(initial={"seen_digest": digest}, **kind)
    form, problem = _today(form, digest, refused) if form else (fresh, "")
    before = _content(Edition.objects.filter(article=article, number=edition.number - 1).first())
    people = _people_of(edition)
    context = {
        "article": article,
        "edition": edition,
        "reading": _as_readers(content, people, reverse("edition-evidence", args=[article.slug, edition.number])),
        "form": form,
        "problem": problem,
        "refusal": _refusal(lambda: approving.refuse_who_may_not_afterwards(edition, content, request.user)),
        "history": [(a, True) for a in edition.approvals.order_by("-number")],
        "since": f"edition {edition.number - 1}" if before else "",
        "changes": approval_changes.parts_changed(before, content) if before else [],
        "credentials": approving.credentials_of(request.user),
        "all_of_it": all_of_it,
        "preview": reverse("edition", args=[article.slug, edition.number]),
    }
    return render(request, "audit/approval.html", context, status=409 if refused else status)


def _people_of(edition):
    """Names as they were when it was published."""
    return edition.rendering.people if hasattr(edition, "rendering") else {"users": {}, "contributors": {}}


def _today(form, digest, refused):
    """The typed form for the text that stands on the page now, and what to say above it."""
    changed = form.data.get("seen_digest") != digest
    form = seen_today(form, digest)
    if changed and not refused:
        return form, CHANGED
    if isinstance(refused, Incomplete) and refused.field in form.fields:
        form.add_error(refused.field, str(refused))
        return form, ""
    return form, str(refused or "")


def _refusals(article, person):
    """[(role, why this person may not give that approval)]; roles that they may give are left out."""
    own_work = _refusal(lambda: approving.refuse_who_may_not(article, ApprovalRole.EDITORIAL, person))
    if own_work:
        return [(role.label, own_work) for role in ROLES]
    medical = _refusal(lambda: approving.refuse_who_may_not(article, ApprovalRole.MEDICAL, person))
    return [(ApprovalRole.MEDICAL.label, medical)] if medical else []


def _refusal(ask):
    try:
        ask()
    except ApprovalRefused as refused:
        return str(refused)
    return ""


def _history(article, digest):
    """Earlier approvals of drafts, newest first, each with whether it is of today's text."""
    given = article.approvals.exclude(role=ApprovalRole.AFTERWARDS).order_by("-number")[:20]
    return [(approval, approval.approved_digest == digest) for approval in given]


def _stood_for(article):
    """(words for it, content) of the newest edition that carries an approval, else of the one that readers see."""
    last = article.editions.order_by("-number").first()
    approved = article.approvals.exclude(role=ApprovalRole.AFTERWARDS).order_by("-number").first()
    if approved:
        editions = article.editions.filter(published_at__gte=approved.at).order_by("number")
        if (edition := editions.first()) and (content := _content(edition)) and _carries(content, approved):
            return f"the approval of {approved.at:%-d %B %Y} ({approved.person_name})", content
    content = _content(last)
    return (f"edition {last.number}", content) if content else ("", None)


def _carries(content, approval):
    return any(a["number"] == approval.number for a in content.get("approvals", ()))


def _content(edition):
    found = edition and EditionContent.objects.filter(edition=edition).values_list("content", flat=True).first()
    return json.loads(found) if found else None


def _as_readers(content, people, evidence_at):
    """The main part of the page as readers would see it; what leads away opens beside."""
    _, main = rendering.parts(rendering.render(content, people, evidence_at=evidence_at)["html"])
    # Made by our own templates this moment; freezing sanitised every rich text in it.
    main = mark_safe(_LEADS_AWAY.sub(r'\1 target="_blank" rel="noopener" href="', main))
    return render_to_string("audit/_as_readers.html", {"main": main, "language": content["article"]["language"]})
