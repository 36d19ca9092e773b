from django import forms
from django.contrib import admin
from django.db.models import Count, Q
from django.forms.formsets import DELETION_FIELD_NAME
from django.urls import reverse
from django.utils.html import format_html

from references import attachments, corrections
from references.deleting import why_passage_stays
from references.models import Passage


class PassageForm(forms.ModelForm):
    page = forms.IntegerField(
        label="page of the attached PDF",
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Counted from the first page of the file. Without a place, the place becomes “PDF p. 4”.",
        widget=forms.NumberInput(attrs={"class": "vIntegerField"}),
    )

    class Meta:
        model = Passage
        fields = ["locator", "page", "quote", "finding", "basis"]
        widgets = {"quote": forms.Textarea(attrs={"rows": 3}), "finding": forms.Textarea(attrs={"rows": 3})}

    def clean_page(self):
        page = self.cleaned_data["page"]
        if page is None or page == self.instance.page:
            return page
        file, pages = self.attached
        if file is None:
            raise forms.ValidationError("No PDF is attached to this source. Attach it first, then give the page.")
        if pages and page > pages:
            raise forms.ValidationError(f"The attached PDF has {pages} page{'s' if pages > 1 else ''}.")
        return page

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("page") and not cleaned.get("locator"):
            cleaned["locator"] = f"PDF p. {cleaned['page']}"
        if cleaned.get(DELETION_FIELD_NAME) and (reason := why_passage_stays(self.instance)):
            # not marked any more, so that this reason is shown and not Django's list of related objects
            cleaned[DELETION_FIELD_NAME] = False
            self.add_error(None, reason)
        return cleaned


class PassageFormSet(forms.BaseInlineFormSet):
    """The passages of one source; its attached file is looked up once for all of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.attached = attachments.pages_of(self.instance) if self.instance.pk else (None, None)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.attached = self.attached
        form.instance.attached_file = self.attached[0]
        return form


class PassageInline(admin.StackedInline):
    model = Passage
    form = PassageForm
    formset = PassageFormSet
    extra = 0
    fields = [("locator", "page"), "quote", "finding", "basis", "used_by"]
    readonly_fields = ["used_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(users=Count("citations", filter=Q(citations__present=True)))

    @admin.display(description="rests on it")
    def used_by(self, passage):
        users = getattr(passage, "users", 0)
        said = "no citation yet"
        if users:
            said = f"{users} citation{'s' if users > 1 else ''}; a change makes their verdicts out of date"
        file = getattr(passage, "attached_file", None)
        if file and passage.page:
            address = reverse("admin:references_attachment", args=[file.pk])
            return format_html(
                '{} · <a href="{}#page={}">Open page {} of the PDF</a>', said, address, passage.page, passage.page
            )
        return said


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
