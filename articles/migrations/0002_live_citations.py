from django.db import migrations


def mark(apps, schema_editor):
    """Say of each citation in a live edition that readers see it. Publishing keeps it from here on."""
    using = schema_editor.connection.alias
    published = apps.get_model("articles", "PublishedCitation").objects.using(using)
    live = published.filter(edition__live_article__isnull=False, source__isnull=False)
    citations = apps.get_model("references", "Citation").objects.using(using)
    for claim, source in live.values_list("claim", "source").iterator():
        citations.filter(claim=claim, source=source).update(is_live=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial"), ("references", "0004_live_citations")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
