"""Valid objects by default. A test names only what its sentence mentions."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import approving, claims, publishing, snapshot
from articles.models import Article, ArticleAuthor, Contributor, RuleWeight, Text
from articles.models.approval import THERE, Omission
from references.audit.appraisals import appraise
from references.audit.invitations import declare_interests, invite
from references.audit.verdicts import give_verdict
from references.citing import WantedCitation, WantedPassage
from references.models import Attachment, Citation, Claim, Passage, Source
from references.outcomes import Outcome, Stance
from references.reporting import file_report

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
_number = count(1)


def later(minutes=1):
    return NOW + timedelta(minutes=minutes)


def person(*groups, username=None, **extra):
    """A staff account in these groups: Editor, Reviewer, Publisher."""
    username = username or f"person{next(_number)}"
    user = User.objects.create_user(username, password="a long demo password", is_staff=True, **extra)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def editor(**extra):
    return person("Editor", **extra)


def reviewer(**extra):
    return person("Reviewer", **extra)


def publisher(**extra):
    return person("Publisher", **extra)


def administrator(**extra):
    """Somebody with every right there is; the rules that bind people to each other hold all the same."""
    return person(is_superuser=True, **extra)


def source(citekey=None, **extra):
    n = next(_number)
    defaults = {
        "citekey": citekey or f"author{n}",
        "title": f"A trial of magnesium, number {n}",
        "authors": [{"family": "Author", "given": "A B"}],
        "container_title": "Journal of Trials",
        "year": 2020,
        "doi": f"10.1000/trial.{n}",
        "design": "randomised-trial",
    }
    made = Source(**{**defaults, **extra})
    made.full_clean()
    made.save()
    return made


def passage(of=None, *, by=None, **extra):
    defaults = {"locator": "Abstract, results", "finding": "Pain fell in both groups.", "changed_at": NOW}
    return Passage.objects.create(source=of or source(), changed_by=by or editor(), **{**defaults, **extra})


def attachment(of=None, *, by=None, pages=7, **extra):
    """The PDF of a source, its file in place; what is in it does not matter."""
    of = of or source()
    path = f"attachments/{of.citekey}.pdf"
    place = settings.PRIVATE_ROOT / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"%PDF-1.4 of a test")
    about = {"name": f"{of.citekey}.pdf", "path": path, "size": 18, "sha256": "0" * 64, "pages": pages, "added_at": NOW}
    return Attachment.objects.create(source=of, added_by=by or editor(), **{**about, **extra})


def mark(text, *citekeys, id=None):
    """A marked sentence as the editor stores it."""
    keys = f' data-sources="{" ".join(citekeys)}"' if citekeys else ""
    return f'<span data-claim="{id or uuid4()}"{keys}>{text}</span>'


def said(claim_id, **about):
    """What the claim dialog would hand over for one claim; sources as {citekey: (stance, finding)}."""
    citations = {
        key: WantedCitation(key, stance, (WantedPassage(locator="Abstract", finding=finding),))
        for key, (stance, finding) in about.pop("sources", {}).items()
    }
    return {claim_id: claims.Said(citations=citations, **about)}


def image(name="figure.png"):
    """A small real PNG, as an upload."""
    data = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def contributor(**extra):
    n = next(_number)
    return Contributor.objects.create(**{"name": f"Author {n}", "slug": f"author-{n}", "interests": "None", **extra})


def article(html=None, *, by=None, now=NOW, title=None, said=None, **extra):
    """A draft that could be published once its citations are judged: answer, summary, cautions, author, one text.

    Not called a health article: most sentences are not about the medical approval that one needs (`health_article`).
    """
    n = next(_number)
    defaults = {
        "title": title or f"Magnesium, part {n}",
        "slug": f"magnesium-{n}",
        "answer": "<p>Little is known.</p>",
        "summary": "<p>Two trials were found.</p>",
        "before_you_take_it": "<p>Ask a doctor if your kidneys are weak.</p>",
        "is_health": False,
    }
    made = Article.objects.create(**{**defaults, **extra})
    ArticleAuthor.objects.create(article=made, contributor=contributor())
    if html is not None:
        Text.objects.create(parent=made, region="main", ordering=10, text=html)
    claims.sync(made, by=by or editor(), now=now, said=said)
    return made


def rewrite(article, html, *, by, now=None, **fields):
    """An editor saves a new text in place of the first block."""
    block = Text.objects.filter(parent=article).first()
    block.text = html
    block.save()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    claims.sync(article, by=by, now=now or later())
    return article


def cited_article(
    text="Pain fell by 2 points.", *, stance=Stance.SUPPORTS, by=None, kind="efficacy", voice="own", **extra
):
    """A draft with one claim that cites one source with one passage; returns (article, citation)."""
    by = by or editor()
    cited, claim_id = source(), uuid4()
    made = article(
        f"<h2>Trials</h2><p>{mark(text, cited.citekey, id=claim_id)} That is all.</p>",
        by=by,
        said=said(claim_id, kind=kind, voice=voice, sources={cited.citekey: (stance, "Pain fell by 2 points.")}),
        **extra,
    )
    return made, Citation.objects.get(claim=claim_id)


def health_article(text="Pain fell by 2 points.", **extra):
    """A judged draft that speaks about health and lacks its medical approval only; returns (article, citation)."""
    made, citation = cited_article(text, **{"is_health": True, **extra})
    judge(citation)
    return made, citation


def doctor(*groups, credentials="MD, pain medicine", **extra):
    """A reviewer, or somebody of these groups, whose credentials are on record."""
    user = person(*(groups or ["Reviewer"]), **extra)
    contributor(name=user.get_full_name() or user.username, user=user, credentials=credentials)
    return user


CHECKLIST = dict.fromkeys(Omission.values, THERE)


def approve(article, role="medical", *, by=None, now=None, **extra):
    """Approve what stands in the draft right now."""
    said = {"seen_digest": snapshot.approved_digest(snapshot.freeze(article).content), "interests": "None"}
    said |= {"by": by or doctor(), "now": now or later(4), "checklist": CHECKLIST}
    return approving.approve(article=article, role=role, **{**said, **extra})


def judge(citation, outcome=Outcome.SUPPORTED, *, by=None, now=None, **extra):
    return give_verdict(citation=citation, outcome=outcome, by=by or reviewer(), now=now or later(2), **extra)


def rate(claim, direction="for", level="low", *, by=None, now=None, **extra):
    level = "" if direction == "none-found" else level
    return appraise(claim=claim, direction=direction, level=level, by=by or reviewer(), now=now or later(3), **extra)


def invitation(*claims, by=None, now=None, interests="None.", **extra):
    """An expert who was asked about these claims; the link's key is on it as `key`."""
    about = {"name": f"Dr Expert {next(_number)}", "credentials": "Pharmacist, PhD"}
    made, key = invite(claims=list(claims), by=by or reviewer(), now=now or NOW, **about | extra)
    if interests:
        made = declare_interests(invitation=made, interests=interests, now=now or NOW)
    made.key = key
    return made


def publish(article, *, by=None, now=None, **extra):
    """Publish what stands in the draft right now."""
    token = publishing.preview_token(snapshot.freeze(article), publishing.last_edition(article))
    return publishing.publish(article=article, by=by or publisher(), now=now or later(5), token=token, **extra)


def publish_in_emergency(article, *, by=None, now=None, **extra):
    """Publish what stands in the draft right now, before a second pair of eyes."""
    token = publishing.preview_token(snapshot.freeze(article), publishing.last_edition(article))
    said = {"because": "People may be harmed.", "by": by or publisher(), "now": now or later(5), "token": token}
    return publishing.publish_in_emergency(article=article, **{**said, **extra})


def approve_afterwards(edition, *, by=None, now=None, **extra):
    said = {"seen_digest": approving.digest_of_edition(edition), "interests": "None"}
    said |= {"by": by or doctor(), "now": now or later(9), "checklist": CHECKLIST}
    return approving.approve_afterwards(edition=edition, **{**said, **extra})


def published_article(text="Pain fell by 2 points.", **extra):
    """An article with one judged claim, live as edition 1; returns (article, citation, edition)."""
    made, citation = cited_article(text, **extra)
    judge(citation)
    edition = publish(made)
    made.refresh_from_db()
    citation.refresh_from_db()
    return made, citation, edition


def rule_weight(code="no-caution", weight="warn", *, by=None, **extra):
    """How heavy the team takes a rule."""
    about = {"because": "We say it in the text.", "changed_by": by or publisher(), "changed_at": NOW}
    return RuleWeight.objects.create(code=code, weight=weight, **about | extra)


def reported(claim, kind="number", *, now=None, **extra):
    """A reader's report that waits for a reviewer."""
    n = next(_number)
    sender = f"10.0.{n // 250 % 250}.{n % 250}"  # each from another, so that no limit is met
    said = {"wording": claim.text, "edition": 1, "text": "It was 3 points, not 2.", "address": sender}
    return file_report(claim=claim, kind=kind, now=now or later(6), **{**said, **extra})


def claim_of(article):
    return Claim.objects.of(article).present().get()
