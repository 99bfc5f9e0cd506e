from importlib.util import find_spec

from django.urls import include, path

from bedside.site import front, health

urlpatterns = [
    path("", front.door, name="front"),
    path("health", health.health, name="health"),
    path("", include("bedside.desk.people.urls")),
    path("", include("bedside.desk.drafts.urls")),
]
for rooms in (
    "bedside.desk.policies.urls",
    "bedside.site.record.urls",
    "bedside.desk.integrations.urls",
    "bedside.api.urls",
):
    if find_spec(rooms.rpartition(".")[0]) and find_spec(rooms):
        urlpatterns.append(path("", include(rooms)))
handler400 = "bedside.site.health.bad_request"
handler403 = "bedside.site.health.not_permitted"
handler404 = "bedside.site.health.not_found"
handler500 = "bedside.site.health.failed"
