from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "bedside.desk.notices"
    label = "notices"
    default_auto_field = "django.db.models.UUIDField"
