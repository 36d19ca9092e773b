"""Invite an outside expert, see what came of it, and let a link work no more: the pages of the team."""

from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from references.models import Claim, Invitation, Verdict
from references.permits import NotPermitted

from . import invitations
from .access import audit_page
from .invitation_forms import InviteForm, uuid_of
from .invitations import CannotInvite
from .queue import documents_of

PAGE = 50

seeing = audit_page("references.view_invitation", "see whom we invited")
inviting = audit_page("references.add_invitation", "invite experts")


def state_of(invitation, answered, now):
    """(word, sentence) of where an invitation stands. answered: (how many, of how many)"""
    if invitation.revoked_at:
        return "revoked", f"withdrawn on {invitation.revoked_at:%-d %B %Y}"
    given, asked = answered
    if asked and given == asked:
        return "answered", f"answered, {given} of {asked}"
    if invitation.expires_at <= now:
        return "expired", f"ended on {invitation.expires_at:%-d %B %Y}; {given} of {asked} answered"
    if given:
        return "opened", f"answered {given} of {asked} so far"
    if invitation.opened_at:
        return "opened", f"opened on {invitation.opened_at:%-d %B %Y}, nothing answered yet"
    return "open", "not opened yet"


@seeing
@require_http_methods(["GET", "HEAD"])
def listed(request):
    rows = Invitation.objects.select_related("invited_by").order_by("-invited_at", "pk")
    page, now = Paginator(rows, PAGE).get_page(request.GET.get("page")), timezone.now()
    answered = invitations.answered(list(page))
    shown = [(i, *state_of(i, answered[i.pk], now)) for i in page]
    return render(request, "audit/invitations.html", {"page": page, "rows": shown})


@inviting
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    """Choose an article, then whom to ask about which of its claims. The link is shown in the answer, and never again."""
    document, claims, chosen = _chosen(request)
    if document is None:
        return _choose_document(request)
    if request.method != "POST":
        form = InviteForm(initial={"id": uuid4(), "claims": chosen}, claims=claims)
        return _invite_page(request, document, form)
    form = InviteForm(request.POST, claims=claims)
    if not form.is_valid():
        return _invite_page(request, document, form, status=422)
    try:
        invitation, key = invitations.invite(by=request.user, now=timezone.now(), **form.cleaned_data)
    except (CannotInvite, NotPermitted) as refused:
        form.add_error(getattr(refused, "field", None), str(refused))
        return _invite_page(request, document, form, status=409)
    link = request.build_absolute_uri(reverse("invited", args=[key]))
    return render(request, "audit/invitation_link.html", {"invitation": invitation, "link": link}, status=201)


def _invite_page(request, document, form, status=200):
    return render(request, "audit/invite.html", {"document": document, "form": form}, status=status)


def _chosen(request):
    """(document, its claims, those named in the address), or (None, None, []) where none is named."""
    named = [pk for pk in map(uuid_of, request.GET.getlist("claim")) if pk]
    first = Claim.objects.present().filter(pk__in=named).first()
    kind, _, pk = request.GET.get("document", "").partition("-")
    if first:
        claims = Claim.objects.present().filter(content_type=first.content_type_id, object_id=first.object_id)
    elif kind.isascii() and kind.isdigit() and len(kind) < 10 and "\x00" not in pk:
        claims = Claim.objects.present().filter(content_type=int(kind), object_id=pk)
    elif named or kind:
        raise Http404("The text of this address has no sentence with a claim (any more).")
    else:
        return None, None, []
    first = first or claims.first()
    if first is None or first.document is None:
        raise Http404("The text of this address has no sentence with a claim (any more).")
    return first.document, claims.annotate(sources=Count("citations")).order_by("position"), named


def _choose_document(request):
    counted = Claim.objects.present().order_by().values_list("content_type", "object_id").annotate(n=Count("pk"))
    page = Paginator(counted.order_by("-n", "object_id"), PAGE).get_page(request.GET.get("page"))
    titles = documents_of({(kind, pk) for kind, pk, _ in page})
    rows = [(titles[kind, pk], f"{kind}-{pk}", n) for kind, pk, n in page if (kind, pk) in titles]
    return render(request, "audit/invite_choose.html", {"page": page, "rows": rows})


@seeing
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, pk):
    """One invitation: what was asked and answered. Sending it revokes the link."""
    shown = Invitation.objects.select_related("invited_by", "revoked_by").filter(pk=pk).first()
    if shown is None:
        raise Http404("There is no invitation at this address. It may have been mistyped.")
    if request.method == "POST":
        try:
            invitations.revoke(invitation=shown, by=request.user, now=timezone.now())
        except NotPermitted as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "The link works no more. What was answered stays.")
        return redirect("audit:invitation", pk=pk)
    now = timezone.now()
    word, told = state_of(shown, invitations.answered([shown])[shown.pk], now)
    verdicts = {}
    given = Verdict.objects.filter(invitation=shown).select_related("citation__source__merged_into").order_by("number")
    for verdict in given.defer("judged"):
        verdicts.setdefault(verdict.citation.claim_id, {})[verdict.citation_id] = verdict
    appraised = {a.claim_id: a for a in shown.appraisals.order_by("number").defer("judged")}
    claims = shown.claims.order_by("content_type", "object_id", "position")
    return render(
        request,
        "audit/invitation.html",
        {
            "invitation": shown,
            "state": word,
            "told": told,
            "claims": [(c, list(verdicts.get(c.pk, {}).values()), appraised.get(c.pk)) for c in claims],
            "may_revoke": shown.revoked_at is None
            and shown.expires_at > now
            and request.user.has_perm("references.change_invitation"),
        },
    )
