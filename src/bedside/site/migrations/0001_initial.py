from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Lease",
            fields=[
                ("duty", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "owner",
                    models.CharField(blank=True, help_text="the worker at it; empty when nobody is", max_length=80),
                ),
                ("until", models.DateTimeField(help_text="from then on another worker may take it", null=True)),
                ("ran_at", models.DateTimeField(help_text="when it last came to its end", null=True)),
                (
                    "trouble",
                    models.CharField(
                        blank=True, help_text="kind of what went wrong then; empty: nothing", max_length=80
                    ),
                ),
                ("failing_since", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
    ]
