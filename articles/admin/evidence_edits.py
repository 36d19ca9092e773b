"""What can be edited on the evidence sheet: a claim, a citation, the text of a passage. One of them at a time.

Each edit remembers what stood there when its form was shown. If that changed meanwhile, nothing is written, and the
form comes back with what was typed.
"""

from uuid import UUID

from django import forms
from django.db import transaction

from articles import carried
from references import abstract_passages, canonical, corrections
from references.citing import WantedPassage
from references.models import Citation, Claim, Passage
from references.models.claim import Kind, Voice
from references.models.passage import Basis
from references.outcomes import Stance
from references.status import NEEDS_EVIDENCE

CHANGED = (
    "This changed while you edited it. Above is what stands now, below is what you typed. Save again to keep yours."
)
SAYS_NOTHING = "Give the quote word for word, or the finding in your own words."


def _long(rows=2):
    return forms.Textarea(attrs={"rows": rows})


class ClaimForm(forms.Form):
    """What the text of a claim does not say of itself."""

    kind = forms.ChoiceField(choices=Kind.choices)
    voice = forms.ChoiceField(choices=Voice.choices)
    reported_by = forms.CharField(
        label="who says so", required=False, max_length=200, help_text="For reported claims, like “labels”."
    )
    no_evidence_because = forms.CharField(
        label="openly without evidence because",
        required=False,
        widget=_long(),
        help_text="Readers see this reason. It counts once a reviewer's appraisal says “no good evidence found”.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in NEEDS_EVIDENCE and cleaned.get("no_evidence_because"):
            self.add_error(
                "no_evidence_because",
                "A claim about dose or safety cannot stand openly without evidence. Clear this reason, or attach a source.",
            )
        return cleaned


class WordsField(forms.MultipleChoiceField):
    """Words chosen in the abstract of a source, verbatim. What stands there is known when the form is made."""

    abstract = ""

    def valid_value(self, value):
        return abstract_passages.place_of(value, self.abstract) is not None


class CitationForm(forms.Form):
    """Stance and passages of one citation; a passage can be picked, chosen in the abstract, or written anew."""

    stance = forms.ChoiceField(choices=Stance.choices)
    passages = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.CheckboxSelectMultiple, label="passages it rests on"
    )
    from_abstract = WordsField(
        required=False,
        label="words of the abstract",
        error_messages={"invalid_choice": "“%(value)s” does not stand in the abstract any more. Choose anew."},
    )
    locator = forms.CharField(
        label="locator", required=False, max_length=200, help_text="Like “Abstract, results” or “p. 261”."
    )
    basis = forms.ChoiceField(choices=Basis.choices, label="read in")
    quote = forms.CharField(label="quote, word for word", required=False, widget=_long())
    finding = forms.CharField(label="finding, in our words", required=False, widget=_long())

    def __init__(self, *args, passages, abstract, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passages"].choices = [(p.pk, p) for p in passages]
        self.fields["from_abstract"].abstract = self.abstract = abstract

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("locator") and not (cleaned.get("quote") or cleaned.get("finding")):
            self.add_error("finding", SAYS_NOTHING)
        return cleaned

    def wanted(self):
        chosen = [WantedPassage(id=pk) for pk in self.cleaned_data["passages"]]
        chosen += [
            WantedPassage(locator=abstract_passages.place_of(quote, self.abstract), quote=quote, basis=Basis.ABSTRACT)
            for quote in self.cleaned_data["from_abstract"]
        ]
        words = {name: self.cleaned_data[name] for name in ("locator", "quote", "finding", "basis")}
        return [*chosen, WantedPassage(**words)] if words["quote"] or words["finding"] else chosen


class PassageForm(forms.Form):
    """The text of a passage that citations rest on."""

    locator = CitationForm.base_fields["locator"]
    basis = CitationForm.base_fields["basis"]
    quote = CitationForm.base_fields["quote"]
    finding = CitationForm.base_fields["finding"]

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("quote") or cleaned.get("finding")):
            self.add_error("finding", SAYS_NOTHING)
        return cleaned


class Edit:
    """One thing that is open for editing. `typed`: what was posted, or None when the form is only shown."""

    kind = ""
    permission = ""

    def __init__(self, article, target, typed=None):
        self.article = article
        self.target = target
        self.typed = typed
        self.form = self.make_form()

    def save(self, *, by, now):
        """Write what was typed. Returns the sentence to say, or None if the form has something to say instead."""
        if not self.form.is_valid():
            return None
        with transaction.atomic():
            carried.lock(self.article)
            self.target.refresh_from_db()
            if self.typed.get("seen") != self.seen:
                self.form.add_error(None, CHANGED)
                return None
            return self.write(by=by, now=now)

    @property
    def address(self):
        """The query of the page on which this is open."""
        return f"{self.kind}={self.target.pk}"


class ClaimEdit(Edit):
    kind = "claim"
    permission = "references.change_claim"

    @property
    def claim_id(self):
        return self.target.pk

    @property
    def anchor(self):
        return f"claim-{self.target.pk}"

    @property
    def seen(self):
        c = self.target
        return _digest(c.text, c.voice, c.reported_by, c.kind, c.no_evidence_because)

    def make_form(self):
        return ClaimForm(
            self.typed, initial={name: getattr(self.target, name) for name in ClaimForm.base_fields}, prefix="claim"
        )

    def write(self, *, by, now):
        changed = corrections.change_claim(self.target, by=by, now=now, **self.form.cleaned_data)
        return "The claim is saved. Verdicts on it may be out of date now." if changed else "Nothing was changed."


class CitationEdit(Edit):
    kind = "citation"
    permission = "references.change_citation"

    @property
    def claim_id(self):
        return self.target.claim_id

    @property
    def anchor(self):
        return f"citation-{self.target.pk}"

    @property
    def seen(self):
        return self.target.digest

    def make_form(self):
        initial = {"stance": self.target.stance, "passages": [p.pk for p in self.target.passages.all()]}
        return CitationForm(
            self.typed,
            initial=initial,
            prefix="citation",
            passages=Passage.objects.filter(source=self.target.source_id),
            abstract=self.target.source.survivor.abstract,
        )

    @property
    def abstract(self):
        """[(part, [(sentence, whether it is ticked)])] of the source's abstract."""
        ticked = self._words()
        return [
            (part, [(sentence, sentence in ticked) for sentence in part.sentences])
            for part in abstract_passages.parts(self.form.abstract)
        ]

    @property
    def words(self):
        """What was chosen in the abstract and is not a whole sentence."""
        sentences = {s for part in abstract_passages.parts(self.form.abstract) for s in part.sentences}
        return [words for words in self._words() if words not in sentences]

    def _words(self):
        return self.form["from_abstract"].value() or []

    def write(self, *, by, now):
        was_fresh = self.target.is_fresh
        stance = self.form.cleaned_data["stance"]
        if not corrections.change_citation(self.target, by=by, now=now, stance=stance, passages=self.form.wanted()):
            return "Nothing was changed."
        self.target.refresh_from_db()
        if was_fresh and not self.target.is_fresh:
            return "The citation is saved. Its verdict is out of date now; a reviewer must judge it again."
        return "The citation is saved."


class PassageEdit(Edit):
    kind = "passage"
    permission = "references.change_passage"

    def __init__(self, article, citation, passage, typed=None):
        self.citation = citation
        super().__init__(article, passage, typed)

    @property
    def claim_id(self):
        return self.citation.claim_id

    @property
    def anchor(self):
        return f"citation-{self.citation.pk}"

    @property
    def address(self):
        return f"citation={self.citation.pk}&passage={self.target.pk}"

    @property
    def seen(self):
        p = self.target
        return _digest(p.locator, p.quote, p.finding, p.basis)

    @property
    def shared_by(self):
        """How many citations rest on this passage, in every article."""
        return Citation.objects.present().filter(passages=self.target).count()

    def make_form(self):
        initial = {name: getattr(self.target, name) for name in PassageForm.base_fields}
        return PassageForm(self.typed, initial=initial, prefix="passage")

    def write(self, *, by, now):
        for name, value in self.form.cleaned_data.items():
            setattr(self.target, name, value)
        changed = corrections.change_passage(self.target, by=by, now=now)
        if not changed:
            return "The passage is saved."
        return f"The passage is saved. It changed {changed} citation{'s' if changed > 1 else ''}, to be judged again."


def opened(article, query, typed=None):
    """The edit that the query of the page's address names, or None if it is not in the text (any more)."""
    # what a row of the catalogue says is edited there; what it rests on, here as well
    if claim := _find(Claim.objects.of(article).present(), query.get("claim")):
        return ClaimEdit(article, claim, typed)
    claims = carried.claims_in(article)
    citations = Citation.objects.present().filter(claim__in=claims).select_related("source__merged_into", "claim")
    if not (citation := _find(citations, query.get("citation"))):
        return None
    if "passage" not in query:
        return CitationEdit(article, citation, typed)
    number = query["passage"]
    passage = citation.passages.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
    return PassageEdit(article, citation, passage, typed) if passage else None


def _find(rows, key):
    try:
        return rows.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None


def _digest(*texts):
    return canonical.digest(canonical.canonical_json(texts))
