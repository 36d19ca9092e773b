from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.forms.formsets import DELETION_FIELD_NAME

from references import corrections
from references.deleting import why_passage_stays
from references.models import Passage


class PassageForm(forms.ModelForm):
    class Meta:
        model = Passage
        fields = ["locator", "quote", "finding", "basis"]
        widgets = {"quote": forms.Textarea(attrs={"rows": 3}), "finding": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get(DELETION_FIELD_NAME) and (reason := why_passage_stays(self.instance)):
            # not marked any more, so that this reason is shown and not Django's list of related objects
            cleaned[DELETION_FIELD_NAME] = False
            self.add_error(None, reason)
        return cleaned


class PassageInline(admin.StackedInline):
    model = Passage
    form = PassageForm
    extra = 0
    fields = ["locator", "quote", "finding", "basis", "used_by"]
    readonly_fields = ["used_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(users=Count("citations", filter=Q(citations__present=True)))

    @admin.display(description="rests on it")
    def used_by(self, passage):
        users = getattr(passage, "users", 0)
        if not users:
            return "no citation yet"
        return f"{users} citation{'s' if users > 1 else ''}; a change makes their verdicts out of date"


def save_passages(formset, *, by, now):
    """Save what was edited beside a source. Changing a passage counts as changing each citation that rests on it."""
    formset.save(commit=False)
    for passage in formset.deleted_objects:
        passage.delete()
    for passage, _ in formset.changed_objects:
        corrections.change_passage(passage, by=by, now=now)
    for passage in formset.new_objects:
        passage.changed_at, passage.changed_by = now, by
        passage.save()
