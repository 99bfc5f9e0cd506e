from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "bedside.desk.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.UUIDField"
