from django.db import migrations, models


def write_again(apps, schema_editor):
    """What a letter that was never sent was to tell of waits for the next one."""
    hits = apps.get_model("network_search", "NewHit").objects.filter(letter__isnull=False, letter__sent_at=None)
    hits.update(wants_letter=True)


class Migration(migrations.Migration):
    dependencies = [
        ("network_search", "0005_saved_search_near"),
        ("notifications", "0002_preferences_and_letters"),
    ]

    operations = [
        migrations.RunPython(write_again, migrations.RunPython.noop),
        migrations.RemoveField(model_name="newhit", name="letter"),
        migrations.DeleteModel(name="AlertLetter"),
        migrations.AddField(
            model_name="newhit",
            name="letter",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.SET_NULL, related_name="+", to="notifications.letter"
            ),
        ),
    ]
