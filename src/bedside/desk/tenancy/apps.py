from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "bedside.desk.tenancy"
    label = "tenancy"
    default_auto_field = "django.db.models.UUIDField"
