"""Let one finding stand, with a reason that readers see; or take that back."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from articles import waiving
from articles.checks import RULES
from articles.models import Article
from articles.rule_pages import address_of
from references.audit.access import audit_page
from references.audit.forms import Note
from references.permits import NotPermitted

TOLD = {
    "waive": "The finding is let stand, with your reason beside it. It counts again as soon as what it is about changes.",
    "take back": "The waiver is taken back; the finding counts again. The record keeps both.",
}


@dataclass(frozen=True)
class Shown:
    """What the page is about: the rule, and what it found or had found when it was waived."""

    code: str
    about: str
    finding: object
    waiver: object

    @property
    def rule(self):
        return RULES.get(self.code)

    @property
    def message(self):
        return self.finding.message if self.finding else self.waiver.finding

    @property
    def docs_url(self):
        return address_of(self.code)


class ReasonForm(forms.Form):
    """Why the finding may stand, or why it may not any longer."""

    because = Note(rows=4, max_length=waiving.LONGEST, required=True)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, act, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["because"]
        if act == "waive":
            field.label, field.help_text = "Why may it stand?", "Readers see it on the evidence page, with your name."
            field.error_messages["required"] = "Say why this finding may stand; readers see the reason."
        else:
            field.label, field.help_text = "Why is it taken back?", "It goes on record, with your name."
            field.error_messages["required"] = "Say why the waiver is taken back; it goes on record."
        word = "Let it stand" if act == "waive" else "Take the waiver back"
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the template's own form element carries the token
        self.helper.layout = Layout(
            "back",
            Field("because", template="audit/_text.html"),
            Div(Submit("save", word, css_class="btn primary"), css_class="go"),
        )


@audit_page(waiving.PERMISSION, "let findings stand")
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, pk):
    """?code= and ?about= name the finding. What can be done is the one or the other: let it stand, or take that back."""
    article = Article.objects.filter(pk=pk).first()
    if article is None:
        raise Http404("There is no article at this address.")
    now = timezone.now()
    code, about = request.GET.get("code", ""), request.GET.get("about", "")
    act = request.POST.get("act", "")
    if request.method != "POST":
        shown = _shown(article, code, about, now)
        act = "take back" if shown.waiver else "waive"
        form = ReasonForm(act=act, initial={"back": request.headers.get("Referer", "")})
        return _page(request, article, shown, form, act)
    act = act if act in TOLD else "waive"
    form = ReasonForm(request.POST, act=act)
    if not form.is_valid():
        return _page(request, article, _shown(article, code, about, now), form, act, status=422)
    do = waiving.waive if act == "waive" else waiving.take_back
    said = {"because": form.cleaned_data["because"], "by": request.user, "now": now}
    try:
        do(article=article, code=code, about=about, **said)
    except NotPermitted as refused:
        return _page(request, article, _shown(article, code, about, now), form, act, problem=str(refused), status=403)
    except waiving.WaiverRefused as refused:
        return _refused(request, article, code, about, form, act, refused, now)
    messages.success(request, TOLD[act])
    return redirect(_way_back(request, form.cleaned_data["back"], article))


def _shown(article, code, about, now):
    """The finding as it stands; raises Http404 where there is neither it nor a waiver of it."""
    finding = waiving.found_in(article, now=now).get((code, about))
    waiver = waiving.standing_waiver(article, code, about)
    if finding is None and waiver is None:
        raise Http404(
            "This finding is no longer there: what it was about was changed or put right, or the address was cut off."
        )
    return Shown(code, about, finding, waiver)


def _refused(request, article, code, about, form, act, refused, now):
    try:
        shown = _shown(article, code, about, now)
    except Http404:
        shown = None
    status = 403 if isinstance(refused, waiving.NotTheirs) else 409
    return _page(request, article, shown, form, act, problem=str(refused), status=status)


def _page(request, article, shown, form, act, problem="", status=200):
    refusal = "" if problem or shown is None else _refusal(article, shown, act, request.user)
    context = {
        "article": article,
        "shown": shown,
        "form": form,
        "act": act,
        "problem": problem,
        "refusal": refusal,
        "back": _way_back(request, form["back"].value() or "", article),
        "typed": form["because"].value() or "" if form.is_bound else "",
    }
    return render(request, "audit/waive.html", context, status=status)


def _refusal(article, shown, act, person):
    """Why this person cannot let it stand, before they have typed a reason; "" if they can."""
    if act != "waive" or shown.finding is None:
        return ""
    try:
        waiving.refuse_who_may_not(article, shown.finding, person)
    except waiving.NotTheirs as refused:
        return str(refused)
    return ""


def _way_back(request, address, article):
    """Where the person came from, if that is a page of this site; else the findings of the article."""
    here = request.build_absolute_uri(request.path)
    known = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    if address and known and not address.startswith((here, request.path)):
        return address
    return reverse("admin:articles_article_findings", args=[article.pk])
