from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bedside.desk.people"
    label = "people"
