import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("spaces", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="space",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("network", "Open to the network"),
                    ("closed", "Closed, join by request"),
                    ("private", "By invitation only"),
                ],
                default="network",
                max_length=20,
                verbose_name="who can read",
            ),
        ),
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=500)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, max_length=500)),
                (
                    "space",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="join_requests", to="spaces.space"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "request to join a space",
                "verbose_name_plural": "requests to join a space",
                "ordering": ("created_at", "pk"),
                "constraints": [models.UniqueConstraint(fields=("space", "user"), name="spaces_join_request_once")],
            },
        ),
    ]
