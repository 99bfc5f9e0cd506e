from django.urls import path

from bedside.site import health

urlpatterns = [path("health", health.health, name="health")]
handler404 = "bedside.site.health.not_found"
handler500 = "bedside.site.health.failed"
