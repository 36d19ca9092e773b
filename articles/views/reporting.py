"""A reader reports a problem with a claim, without an account, and finds the outcome at an address that nobody can guess.

Only the form sets a cookie, which guards it; neither page is kept by any cache.
"""

import json
from uuid import UUID, uuid4

from django.db.models import Case, F, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import get_template
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Edition, PublishedCitation
from articles.rendering.reports import report_told
from articles.report_form import ReportForm
from references.models import Claim, ProblemReport
from references.models.report import ReportKind
from references.network_address import sender_of
from references.reporting import LONGEST, TooManyReports, file_report

from .caching import page

MOST_BYTES = 100_000  # the longest text, each of its characters written as %F0%9F%A6%B4
READ_AWAY = 12_000_000  # of what is refused; a browser shows no answer before it has sent its part


@csrf_exempt  # what is too long is refused unread; `_report_problem` looks at the token of the rest
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report_problem(request, pk):
    """The form at `/claims/<uuid>/report/`, and what comes back with it."""
    if request.method == "POST" and _length(request) > MOST_BYTES:
        _read_away(request)
        problem = f"This was too long to be read. At most {LONGEST:,} characters fit; go back, and shorten your text."
        return _form_page(request, _shown(pk), ReportForm(), problem=problem, status=413)
    return _report_problem(request, pk)


@csrf_protect
def _report_problem(request, pk):
    if request.method != "POST":
        shown = _shown(pk, request.GET.get("edition"))
        return _form_page(request, shown, ReportForm(initial={"edition": shown["number"]}))
    shown, form = _shown(pk, request.POST.get("edition")), ReportForm(request.POST)
    if request.POST.get("website"):
        return redirect("report", _decoy())
    if not form.is_valid():
        return _form_page(request, shown, form, problem="This was not sent yet.", status=422)
    try:
        report = _file(request, pk, shown, form.cleaned_data)
    except TooManyReports as many:
        response = _form_page(request, shown, form, problem=f"{many} What you typed is still here.", status=429)
        response["Retry-After"] = str(max(1, round(many.wait.total_seconds())))
        return response
    return redirect("report", report.pk)


def _file(request, pk, shown, said):
    return file_report(
        claim=Claim.objects.get(pk=pk),
        wording=shown["claim"]["text"],
        edition=shown["number"],
        kind=said["kind"],
        text=said["text"],
        email=said["email"],
        address=sender_of(request),
        now=timezone.now(),
    )


def _length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _read_away(request):
    left = READ_AWAY
    while left > 0 and (piece := request.read(65_536)):
        left -= len(piece)


def _shown(pk, number=""):
    """The edition that the reader saw, with `claim` as it stood there; the newest that has it, where no number helps.

    Raises Http404 for a claim that was in no edition, or only in ones whose text had to go.
    """
    number = int(number) if number and number.isascii() and number.isdigit() and len(number) < 7 else 0
    editions = (
        Edition.objects.filter(pk__in=PublishedCitation.objects.filter(claim=pk).values("edition"))
        .filter(content__isnull=False)
        .order_by(Case(When(number=number, then=Value(0)), default=Value(1)), "-published_at", "-number")
        .values("number", "published_at", slug=F("article__slug"), frozen=F("content__content"))
    )
    edition = editions.first()
    if edition is None:
        raise Http404("No edition of an article has this claim.")
    content = json.loads(edition.pop("frozen"))
    claim = next(c for c in content["claims"] if c["id"] == str(pk))
    return edition | {"claim": claim, "title": content["article"]["title"]}


def _form_page(request, shown, form, *, problem="", status=200):
    context = {**shown, "edition": shown["number"], "form": form, "problem": problem}
    return HttpResponse(get_template("articles/report_form.html").render(context, request), status=status)


# ---- the outcome


@require_safe
def report(request, pk):
    """Where the outcome stands: two queries. Whoever has the address sees it, and nothing of what the reporter wrote."""
    found = ProblemReport.objects.filter(pk=pk).first()
    if found is None and not _is_decoy(pk):
        raise Http404("There is no report at this address.")
    response = page("articles/report.html", _outcome(found) if found else _nothing_yet())
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    del response["ETag"]
    return response


def _outcome(found):
    # The wording is ours, but an edition that had to go takes it along.
    stands = PublishedCitation.objects.filter(
        claim=found.claim_id, edition__number=found.edition, edition__content__isnull=False
    )
    return {"report": report_told(found), "claim": found.claim_id, "wording": stands.exists() and found.wording}


def _nothing_yet():
    return {"report": report_told(ProblemReport(kind=ReportKind.OTHER, at=timezone.now()))}


def _decoy():
    """An address that looks like that of a report, for programs that fell into the trap. Nothing stands behind it."""
    start = uuid4().bytes[:8]
    return UUID(bytes=start + _sign(start), version=4)


def _is_decoy(pk):
    return constant_time_compare(UUID(bytes=pk.bytes[:8] + _sign(pk.bytes[:8]), version=4).hex, pk.hex)


def _sign(start):
    return salted_hmac("articles.views.reporting", start, algorithm="sha256").digest()[:8]
