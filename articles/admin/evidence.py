"""The evidence sheet: every claim of a draft with what it rests on, to read, to fill in, to mend."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from articles import checks
from articles.looking import look
from articles.unseen import findings_without, hidden_in, without_verdicts
from references.models import Source

from . import evidence_edits, suggested
from .completeness import FILTERS, Sheet
from .finding_lines import let_stand, lines

_NOT_TYPED = {"csrfmiddlewaretoken", "seen", "draft_version"}


def article_to_see(model_admin, request, object_id):
    """The article, if this person may see drafts; else PermissionDenied, or 404 if there is none."""
    article = model_admin.get_object(request, str(object_id))
    if article is None:
        raise Http404("There is no such article.")
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def evidence_sheet(model_admin, request, object_id):
    """All claims of the draft in order; one of them open for editing where the address says so."""
    article = article_to_see(model_admin, request, object_id)
    typed = request.POST if request.method == "POST" else None
    if typed is not None and "suggestion" in typed:
        return _back(request, article, suggested.take_over(model_admin, request, article))
    edit = evidence_edits.opened(article, request.GET, typed)
    if edit and not _may_edit(model_admin, request, article, edit):
        if typed is not None:
            raise PermissionDenied
        edit = None
    if typed is not None and edit and (said := edit.save(by=request.user, now=timezone.now())):
        _say_saved(request, article, said)
        return _back(request, article, edit.anchor)
    lost = _typed_texts(typed) if typed is not None and edit is None else None
    return _page(model_admin, request, article, edit, lost)


def _back(request, article, anchor):
    address = reverse("admin:articles_article_evidence", args=[article.pk])
    return redirect(f"{address}?{_shown(request)}#{anchor}")


def _may_edit(model_admin, request, article, edit):
    return model_admin.has_change_permission(request, article) and request.user.has_perm(edit.permission)


def _shown(request):
    show = request.GET.get("show")
    return urlencode({"show": show}) if show in FILTERS else ""


def _say_saved(request, article, said):
    messages.success(request, said)
    if str(article.draft_version) != request.POST.get("draft_version"):
        who = article.changed_by.get_full_name() or article.changed_by.get_username()
        when = date_format(timezone.localtime(article.changed_at), "H:i")
        messages.warning(
            request, f"The draft was changed by {who} at {when} while this page was open. It is shown as it is now."
        )


def _typed_texts(typed):
    """What somebody typed into a row that has gone meanwhile: [(field, text)], so that it can be copied."""
    return [
        (name.partition("-")[2].replace("_", " "), value)
        for name, value in typed.items()
        if name not in _NOT_TYPED and value
    ]


def _page(model_admin, request, article, edit, lost):
    seen = look(article, now=timezone.now())
    frozen = seen.frozen
    # The note is typed in the Publish box, so its finding has no place here.
    findings = [f for f in seen.findings if f.place != "note"]
    hidden = hidden_in(article, request.user)
    findings = findings_without(findings, frozen.content, hidden)
    cited = Source.objects.filter(citekey__in=[s["citekey"] for s in frozen.content["sources"]])
    known = list(cited.values_list("citekey", "pk", "abstract"))
    sheet = Sheet(
        without_verdicts(frozen.content, hidden),
        findings,
        people=frozen.people["users"],
        source_keys={citekey: pk for citekey, pk, _ in known},
        abstracts={citekey: abstract for citekey, _, abstract in known},
        suggestions={pk: s for pk, s in suggested.waiting_for(article).items() if pk not in hidden},
    )
    show = request.GET.get("show")
    show = show if show in FILTERS else "all"
    context = {
        **model_admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Evidence: {article.title}",
        "opts": model_admin.opts,
        "article": article,
        "sheet": sheet,
        "claims": sheet.shown(show),
        "show": show,
        "keep": _shown(request),
        # a finding leads to its claim also when the filter hides it
        "everywhere": "" if show == "all" else "?",
        "lines": lines(findings, frozen.content),
        "let_stand": let_stand(findings, frozen.content, frozen.people["users"]),
        "blocking": len(checks.blocking(findings)),
        "edit": edit,
        "lost": lost,
        "may_edit": model_admin.has_change_permission(request, article),
    }
    status = 409 if lost else 200
    return render(request, "admin/articles/article/evidence.html", context, status=status)
