from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network_search", "0003_saved_searches_and_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstSeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                ("born_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "document first seen",
                "verbose_name_plural": "documents first seen",
                "ordering": ("pk",),
            },
        ),
    ]
