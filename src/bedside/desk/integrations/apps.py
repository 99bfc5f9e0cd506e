from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "bedside.desk.integrations"
    label = "integrations"
    default_auto_field = "django.db.models.UUIDField"
