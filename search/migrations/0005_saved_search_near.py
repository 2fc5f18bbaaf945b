from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network_search", "0004_first_seen"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedsearch",
            name="near",
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
