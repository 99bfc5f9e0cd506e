from django.urls import path

from bedside.desk.integrations import views

urlpatterns = [
    path("integrations", views.integrations, name="integrations"),
    path("integrations/tokens/new", views.make_token, name="token-make"),
    path("integrations/tokens/<uuid:token>/revoke", views.revoke_token, name="token-revoke"),
    path("integrations/webhooks/new", views.add_webhook, name="webhook-add"),
    path("integrations/webhooks/<uuid:webhook>/remove", views.remove_webhook, name="webhook-remove"),
    path("integrations/webhooks/<uuid:webhook>/on", views.switch_on, name="webhook-on"),
]
