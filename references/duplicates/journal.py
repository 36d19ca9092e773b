"""Changes of many rows, written down so that each can be put back where nobody changed it since."""

from django.apps import apps


class Journal:
    """`entries`: [{"model", "column", "before", "after", "ids"}] in the order of the changes, fit for JSON."""

    def __init__(self, entries=()):
        self.entries = list(entries)

    def change(self, model, ids, column, before, after):
        """Set `column` of these rows, all of which hold `before`."""
        if ids := list(ids):
            model.objects.filter(pk__in=ids).update(**{column: after})
            self.entries.append(
                {
                    "model": model._meta.label,
                    "column": column,
                    "before": before,
                    "after": after,
                    "ids": [pk if isinstance(pk, int) else str(pk) for pk in ids],
                }
            )

    def put_back(self):
        """Undo the changes, the last one first; what holds another value by now stays."""
        for entry in reversed(self.entries):
            rows = apps.get_model(entry["model"]).objects.filter(
                pk__in=entry["ids"], **{entry["column"]: entry["after"]}
            )
            rows.update(**{entry["column"]: entry["before"]})

    def ids(self, model, column):
        """The rows of `model` whose `column` was changed."""
        return [pk for e in self.entries if (e["model"], e["column"]) == (model._meta.label, column) for pk in e["ids"]]
