from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bedside.site"
    label = "site"
