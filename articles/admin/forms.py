"""What an editor hands in: the article, what the claim dialog collected, and which version was on the screen."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

from articles import claims
from articles.models import Article, DraftEdit

# Acts that change what a claim rests on, and no text: who saved before may save on.
_LEAVE_THE_TEXT = {"evidence", "passage", "source"}


class KnownAutocomplete(AutocompleteSelectMultiple):
    """An autocomplete whose chosen rows the form has read already: they are not read again to be named. known: the rows."""

    known = ()

    def optgroups(self, name, value, attrs=None):
        known = {str(row.pk): str(row) for row in self.known}
        if not known.keys() >= set(value):
            return super().optgroups(name, value, attrs)
        options = [self.create_option(name, key, known[key], True, n, attrs=attrs) for n, key in enumerate(value)]
        return [(None, options, 0)]


class ArticleForm(forms.ModelForm):
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    claims_said = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = ()  # the admin's fieldsets say which

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stale = False
        if "related" in self.fields:
            self.fields["related"].widget.widget.known = self.initial.get("related") or ()
        if not self.instance._state.adding:
            self.initial["seen_version"] = self.instance.draft_version

    def clean(self):
        cleaned = super().clean()
        try:
            cleaned["claims_said"] = claims.read_said(cleaned.get("claims_said"))
        except ValueError as error:
            # A hidden field has no place of its own to show an error at.
            self.add_error(None, str(error))
        except RecursionError:
            self.add_error(None, "What was entered in the claim dialog is nested too deeply to be read.")
        if not self.instance._state.adding:
            self._refuse_to_save_over_a_newer_text(cleaned.get("seen_version"))
        return cleaned

    def _refuse_to_save_over_a_newer_text(self, seen):
        if not text_changed_since(self.instance, seen):
            return
        self.stale = True
        # The form that goes back knows the newer version: saving again is then done knowingly.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.instance.draft_version)
        raise ValidationError(
            "Someone saved this article after you opened it. Nothing of yours is saved yet, and nothing is lost: "
            "compare the two versions on this page, then save again to put yours in place.",
            code="stale",
        )


def text_changed_since(article, seen):
    """Whether anyone saved another text after version `seen`. None: not known, so it may have been."""
    if seen is None:
        return True
    newer = article.draft_version - seen
    if newer == 0:
        return False
    acts = list(
        DraftEdit.objects.filter(article=article).order_by("-id").values_list("act", flat=True)[: max(newer, 0)]
    )
    return len(acts) < max(newer, 1) or not _LEAVE_THE_TEXT.issuperset(acts)
