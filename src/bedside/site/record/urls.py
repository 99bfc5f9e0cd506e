from django.urls import path

from bedside.site.record import views

urlpatterns = [
    path("record", views.record, name="record"),
    path("record/check", views.check, name="record-check"),
    path("record/export", views.export, name="record-export"),
    path("record/proves", views.proves, name="record-proves"),
    path("record/draft/<int:number>", views.draft, name="record-draft"),
    path("record/person/<uuid:person>", views.person, name="record-person"),
    path("record/entry/<int:seq>", views.entry, name="record-entry"),
    path("record/entry/<int:seq>/proof", views.proof, name="record-entry-proof"),
]
