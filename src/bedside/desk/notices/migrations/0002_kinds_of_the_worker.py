from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("review_waits", "Review Waits"),
                    ("due_soon", "Due Soon"),
                    ("overdue", "Overdue"),
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
                    ("webhook_off", "Webhook Off"),
                    ("invitation_ran_out", "Invitation Ran Out"),
                ],
                max_length=30,
            ),
        ),
    ]
