from django.urls import path

from bedside.desk.policies import views

urlpatterns = [
    path("policies", views.policies, name="policies"),
    path("policies/compare/<slug:before>/<slug:after>", views.compare, name="policies-compare"),
    path("policies/adopt", views.adopt, name="policies-adopt"),
    path("policies/adopt/look", views.look_at_own, name="policies-adopt-look"),
    path("policies/own/<int:seq>", views.own_source, name="policies-own"),
    path("rules/<slug:code>", views.rule, name="rule"),
    path("public", views.public, name="public"),
    path("public/paste", views.paste, name="public-paste"),
]
