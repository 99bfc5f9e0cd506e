import uuid

import django.db.models.deletion
from django.db import migrations, models

from bedside.desk.tenancy.database import row_level_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0002_organization_idle_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("to_person", models.UUIDField(db_index=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review_waits", "Review Waits"),
                            ("second_look_waits", "Second Look Waits"),
                            ("returned", "Returned"),
                            ("released", "Released"),
                            ("rejected", "Rejected"),
                            ("lapses_soon", "Lapses Soon"),
                            ("lapsed", "Lapsed"),
                            ("question_waits", "Question Waits"),
                            ("answered", "Answered"),
                            ("commented", "Commented"),
                            ("roles_changed", "Roles Changed"),
                        ],
                        max_length=30,
                    ),
                ),
                ("about", models.CharField(help_text="the record it is about, as kind:id", max_length=200)),
                (
                    "number",
                    models.PositiveIntegerField(help_text="of the draft or question, as people call it", null=True),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("send_after", models.DateTimeField()),
                (
                    "seen_at",
                    models.DateTimeField(help_text="when it stopped being news: acted on, or looked at", null=True),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
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
                "indexes": [models.Index(fields=["organization", "sent_at", "send_after"], name="notices_to_send")],
            },
        ),
        row_level_security("notices_notice"),
    ]
