from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("realtime", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="revocation",
            name="user_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
