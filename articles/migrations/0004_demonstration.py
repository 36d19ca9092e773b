"""The article that load_demo wrote is a demonstration; until now only the settings of its site said so."""

from django.db import migrations

ARTICLE = "833c2373-dab6-58bb-bd80-787df70f89ad"


def mark(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles.filter(pk=ARTICLE).update(is_demonstration=True)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_approvals_and_rules")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
