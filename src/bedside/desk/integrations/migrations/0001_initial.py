import uuid

import django.db.models.deletion
from django.db import migrations, models

import bedside.desk.tenancy.fields
from bedside.desk.tenancy.database import row_level_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("tenancy", "0002_organization_idle_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("secret_digest", models.CharField(db_index=True, max_length=64)),
                (
                    "ending",
                    models.CharField(help_text="last characters of the secret, to tell tokens apart", max_length=4),
                ),
                ("scopes", models.JSONField(default=list)),
                ("per_minute", models.PositiveIntegerField(default=300)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("minute", models.DateTimeField(help_text="the minute that ``counted`` counts in", null=True)),
                ("counted", models.PositiveIntegerField(default=0)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "made_by",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Answered",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=80)),
                (
                    "request_digest",
                    models.CharField(help_text="keyed, since requests hold guessable words", max_length=64),
                ),
                ("claim", models.UUIDField()),
                ("busy_until", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("body", bedside.desk.tenancy.fields.SealedTextField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "data_key",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenancy.datakey",
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
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="integrations.token"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "host",
                    models.CharField(help_text="of the URL; its path may hold a secret of theirs", max_length=253),
                ),
                ("url", bedside.desk.tenancy.fields.SealedTextField()),
                ("events", models.JSONField(default=list, help_text="names of events; empty: all")),
                ("secret", bedside.desk.tenancy.fields.SealedTextField()),
                ("made_at", models.DateTimeField()),
                (
                    "heard_until",
                    models.PositiveBigIntegerField(default=0, help_text="the first entry it has not heard of"),
                ),
                ("heard_at", models.DateTimeField(help_text="when it last answered well", null=True)),
                ("failing_since", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, help_text="of the last try, as a token", max_length=40)),
                ("next_try_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("switched_off_at", models.DateTimeField(null=True)),
                ("claim", models.UUIDField(help_text="of the worker that is delivering", null=True)),
                ("busy_until", models.DateTimeField(null=True)),
                (
                    "data_key",
                    models.OneToOneField(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tenancy.datakey",
                    ),
                ),
                (
                    "made_by",
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
            },
        ),
        migrations.AddIndex(
            model_name="token",
            index=models.Index(fields=["organization", "made_at"], name="tokens_by_age"),
        ),
        migrations.AddIndex(
            model_name="answered",
            index=models.Index(fields=["organization", "at"], name="answers_by_age"),
        ),
        migrations.AddConstraint(
            model_name="answered",
            constraint=models.UniqueConstraint(fields=("token", "key"), name="one_answer_a_key"),
        ),
        row_level_security("integrations_token", "integrations_answered", "integrations_webhook"),
    ]
