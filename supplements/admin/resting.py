"""What a row rests on, as a part of its form: sources, each with its stance and passages. Works without scripts."""

from django import forms
from django.utils.functional import cached_property

from references import abstract_passages, identifiers, searching
from references.citing import WantedCitation, WantedPassage
from references.holders import holder_of
from references.models import Source
from references.models.passage import Basis
from references.outcomes import Stance

PREFIX = "rests"
_MOST = 40
SAYS_NOTHING = "Give the quote word for word, or the finding in your own words."


def _long(rows=2):
    return forms.Textarea(attrs={"rows": rows})


class SourceForm(forms.Form):
    """One source of a row. Which passages can be ticked is known once the source is."""

    source = forms.CharField(
        required=False,
        max_length=300,
        help_text="Its citekey, DOI or PMID.",
        widget=forms.TextInput(attrs={"class": "source-key", "autocomplete": "off", "spellcheck": "false"}),
    )
    stance = forms.ChoiceField(choices=Stance.choices, initial=Stance.SUPPORTS)
    passages = forms.TypedMultipleChoiceField(
        required=False, coerce=int, widget=forms.CheckboxSelectMultiple, label="passages it rests on"
    )
    locator = forms.CharField(
        label="place", required=False, max_length=200, help_text="Like “Abstract, results” or “p. 261”."
    )
    basis = forms.ChoiceField(label="read in", choices=Basis.choices, initial=Basis.ABSTRACT)
    quote = forms.CharField(label="quote, word for word", required=False, widget=_long())
    finding = forms.CharField(label="finding, in our words", required=False, widget=_long())
    out = forms.BooleanField(label="take this source out", required=False)

    def __init__(self, *args, known=None, cited=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.cited = known, cited
        if known:
            self.fields["passages"].choices = [(p.pk, p) for p in known.passages.all()]

    @property
    def abstract(self):
        return self.known.abstract if self.known else ""

    @property
    def is_new_passage_open(self):
        return any(self[name].value() for name in ("locator", "quote", "finding"))

    @property
    def ticked(self):
        return [pick for pick in self._picks() if pick[0].data["selected"]]

    @property
    def others(self):
        return [pick for pick in self._picks() if not pick[0].data["selected"]]

    def _picks(self):
        """[(tick box, passage, whether its quote does not stand in the abstract)]"""
        for pick in self["passages"]:
            p = pick.data["label"]
            yield (
                pick,
                p,
                abstract_passages.is_misquoted(quote=p.quote, basis=p.basis, abstract=self.abstract),
            )

    def clean(self):
        said = super().clean()
        if said.get("out"):
            self._errors.clear()
            return said
        if not said.get("source"):
            words = any(said.get(name) for name in ("locator", "quote", "finding", "passages"))
            if self.cited or words:
                self.add_error("source", "Say which source this is, or tick “take this source out”.")
        elif self.known is None and "source" not in self.errors:
            self.add_error("source", _unknown(said["source"]))
        if said.get("locator") and not (said.get("quote") or said.get("finding")):
            self.add_error("finding", SAYS_NOTHING)
        return said

    def wanted(self):
        """None where the form says nothing."""
        said = self.cleaned_data
        if said.get("out") or not said.get("source"):
            return None
        passages = [WantedPassage(id=pk) for pk in said["passages"]]
        if said["quote"] or said["finding"]:
            passages.append(WantedPassage(**{n: said[n] for n in ("locator", "quote", "finding", "basis")}))
        return WantedCitation(self.known.citekey, said["stance"], tuple(passages))


def _unknown(typed):
    alike = searching.matching(Source.objects.filter(merged_into=None), typed).order_by("citekey")[:3]
    named = " or ".join(f"“{source.citekey}”" for source in alike)
    if named:
        return f"No source has the citekey, DOI or PMID “{typed}”. Did you mean {named}?"
    return f"No source has the citekey, DOI or PMID “{typed}”. Add it under Sources first, in another tab; nothing here is lost."


class _Resting(forms.BaseFormSet):
    """The sources of one row."""

    def __init__(self, typed, *, citations):
        self.cited = list(citations)
        self._typed_count = _count(typed)
        initial = [
            {
                "source": c.source.survivor.citekey,
                "stance": c.stance,
                "passages": [p.pk for p in c.passages.all()],
                "basis": Basis.ABSTRACT,
            }
            for c in self.cited
        ]
        super().__init__(typed, prefix=PREFIX, initial=initial)

    def get_form_kwargs(self, index):
        key = self._keys[index] if index is not None and index < len(self._keys) else ""
        source = self.sources.get(key)
        cited = next((c for c in self.cited if source and c.source.survivor.pk == source.pk), None)
        return {"known": source, "cited": cited}

    @cached_property
    def _keys(self):
        """What was typed for each form, or what stands."""
        if self.is_bound:
            return [str(self.data.get(f"{PREFIX}-{n}-source", "")).strip() for n in range(self._typed_count)]
        return [c.source.survivor.citekey for c in self.cited]

    @cached_property
    def sources(self):
        """{what was typed: its Source, passages fetched}"""
        keys = {key for key in self._keys if key}
        found = Source.objects.resolve(keys) if keys else {}
        for key in keys - set(found):
            if (identifier := identifiers.one_in(key)) and (source := holder_of(*identifier)):
                found[key] = source
        full = Source.objects.prefetch_related("passages").in_bulk([source.pk for source in found.values()])
        return {key: full[source.pk] for key, source in found.items()}

    def clean(self):
        seen = set()
        for form in self.forms:
            if not form.known or form.errors or form.cleaned_data.get("out"):
                continue
            if form.known.pk in seen:
                form.add_error("source", "This source stands here twice. Put its passages together in one place.")
            seen.add(form.known.pk)

    def wanted(self):
        """A list of WantedCitation, for `catalogue.save`."""
        return [wanted for form in self.forms if (wanted := form.wanted())]


_SourceForms = forms.formset_factory(SourceForm, formset=_Resting, extra=1, max_num=_MOST, absolute_max=_MOST)


def resting(typed, *, citations, more=False):
    """The formset. more: one more blank place than was posted."""
    if typed is not None and more:
        typed = typed.copy()
        typed[f"{PREFIX}-TOTAL_FORMS"] = str(min(_used(typed) + 1, _MOST))
    return _SourceForms(typed, citations=citations)


def _count(typed):
    try:
        return min(int((typed or {}).get(f"{PREFIX}-TOTAL_FORMS", 0)), _MOST)
    except ValueError:
        return 0


def _used(typed):
    names = [f.removesuffix("-source") for f in typed if f.startswith(f"{PREFIX}-") and f.endswith("-source")]
    filled = [name for name in names if typed.get(f"{name}-source") or typed.get(f"{name}-finding")]
    return len(filled)
