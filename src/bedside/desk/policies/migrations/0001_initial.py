import uuid

import django.db.models.deletion
from django.db import migrations, models

from bedside.desk.tenancy.database import append_only, row_level_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("tenancy", "0002_organization_idle_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Adoption",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("pack", models.CharField(help_text="its label, like hipaa-baseline@2026.11", max_length=80)),
                ("packs", models.JSONField(default=list, help_text="labels of all packs that were merged")),
                ("document", models.TextField()),
                ("digest", models.CharField(db_index=True, help_text="SHA-256 of the document, hex", max_length=64)),
                (
                    "source",
                    models.TextField(blank=True, help_text="a pack of their own as it was handed in, TOML; else empty"),
                ),
                ("adopted_at", models.DateTimeField()),
                (
                    "seq",
                    models.PositiveBigIntegerField(help_text="the entry of the record that says so; its reason is why"),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("organization", "seq"), name="one_adoption_an_entry")],
            },
        ),
        migrations.CreateModel(
            name="PublicFacts",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("names", models.JSONField(default=list)),
                ("addresses", models.JSONField(default=list)),
                ("phones", models.JSONField(default=list)),
                ("emails", models.JSONField(default=list)),
                ("domains", models.JSONField(default=list)),
                ("handles", models.JSONField(default=list)),
                (
                    "staff",
                    models.JSONField(
                        default=list, help_text="names beyond the people whose entry says they agreed to be named"
                    ),
                ),
                ("state", models.CharField(blank=True, max_length=2)),
                ("sensitive", models.JSONField(default=list)),
                ("updated_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.organization",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("organization",), name="one_row_of_facts")],
            },
        ),
        row_level_security("policies_adoption", "policies_publicfacts"),
        append_only("policies_adoption"),
    ]
