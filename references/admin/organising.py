"""Collections, tags and search receipts in the admin, and sorting many sources at once."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import render

from references import organising
from references.models import Collection, SearchReceipt, Tag
from references.models.source import Identification


class _LabelAdmin(admin.ModelAdmin):
    list_display = ["name", "sources_in_it"]
    search_fields = ["name"]
    ordering = ["name"]

    class Media:
        css = {"all": ["css/staff.css", "css/sources.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(n=Count("sources"))

    @admin.display(description="sources", ordering="n")
    def sources_in_it(self, row):
        return row.n

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "name":
            field.validators.append(_not_a_number)
        return field


def _not_a_number(name):
    if name.isdecimal():
        raise ValidationError("This is only a number. Add a word.")


@admin.register(Collection)
class CollectionAdmin(_LabelAdmin):
    pass


@admin.register(Tag)
class TagAdmin(_LabelAdmin):
    pass


# ---- many sources at once


class LabelForm(forms.Form):
    name = forms.CharField(max_length=120)

    def __init__(self, model, *args):
        super().__init__(*args)
        self.model = model
        self.fields["name"].label = f"{model._meta.verbose_name.capitalize()}"
        self.fields["name"].help_text = "One that is there, or a new one."
        self.fields["name"].widget.attrs |= {"list": "known", "autocomplete": "off", "class": "vTextField"}

    def clean_name(self):
        try:
            return organising.checked_name(self.model, self.cleaned_data["name"])
        except organising.BadLabel as bad:
            raise ValidationError(str(bad)) from bad


@admin.action(description="Add to a collection", permissions=["change"])
def add_to_collection(model_admin, request, queryset):
    return _sort(model_admin, request, queryset, Collection, "add_to_collection", organising.add_to_collection)


@admin.action(description="Tag", permissions=["change"])
def tag(model_admin, request, queryset):
    return _sort(model_admin, request, queryset, Tag, "tag", organising.add_tag)


def _sort(model_admin, request, queryset, model, action, act):
    """Ask for the name on a page of its own, then do it. The choice of sources travels in the address and the form."""
    form = LabelForm(model, request.POST if "apply" in request.POST else None)
    if form.is_valid():
        row, fresh = act(queryset, form.cleaned_data["name"])
        there = "" if fresh else " They were there already."
        messages.success(request, f"{fresh:,} source{'' if fresh == 1 else 's'} added to “{row}”.{there}")
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": "Add to a collection" if model is Collection else "Tag sources",
        "form": form,
        "known": model.objects.values_list("name", flat=True)[:500],
        "how_many": queryset.count(),
        "action": action,
        "select_across": request.POST.get("select_across", "0"),
        # with "all of them" chosen, the filter in the address says which; one key is enough to say that some are
        "chosen": request.POST.getlist("_selected_action")[: 1 if request.POST.get("select_across") == "1" else None],
    }
    return render(request, "admin/references/sort_sources.html", context)


# ---- which work a text means


class ReceiptFormSet(forms.BaseInlineFormSet):
    """A source that nobody could locate says where it was looked for."""

    def clean(self):
        super().clean()
        kept = [f for f in self.forms if f.has_changed() or f.instance.pk]
        kept = [f for f in kept if not f.cleaned_data.get("DELETE")]
        if self.instance.identification == Identification.NOT_LOCATED and not kept:
            raise ValidationError("Say where you looked for it: add a search receipt, or change the identification.")


class ReceiptInline(admin.StackedInline):
    model = SearchReceipt
    formset = ReceiptFormSet
    extra = 0
    fields = [("place", "at"), "looked_for", "found", "by"]
    readonly_fields = ["by"]
    verbose_name_plural = "search receipts: where the work was looked for"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in {"looked_for", "found"}:
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
        if db_field.name == "at":
            kwargs["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return super().formfield_for_dbfield(db_field, request, **kwargs)


def save_receipts(formset, *, by):
    """Save what was typed; who wrote a receipt stays its writer."""
    formset.save(commit=False)
    for receipt in formset.deleted_objects:
        receipt.delete()
    for receipt in formset.new_objects:
        receipt.by = by
        receipt.save()
    for receipt, _ in formset.changed_objects:
        receipt.save()
