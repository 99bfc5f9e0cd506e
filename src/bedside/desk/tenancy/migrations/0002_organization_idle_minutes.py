from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="idle_minutes",
            field=models.PositiveSmallIntegerField(
                default=15, help_text="after how many quiet minutes people are signed out (45 CFR 164.312(a)(2)(iii))"
            ),
        ),
    ]
