"""Addresses of the publish room, all on the desk of a place."""

from django.urls import URLPattern, path

from wugong.publish import views

urlpatterns: list[URLPattern] = [
    path("desk/<place:code>/postings/", views.postings, name="postings"),
    path("desk/<place:code>/postings/<uuid:pk>/", views.posting, name="posting"),
    path("desk/<place:code>/postings/<uuid:pk>/down/", views.down, name="take_down"),
    path("desk/<place:code>/wording/", views.wording, name="wording"),
    path("desk/<place:code>/wording/template/", views.adopt, name="adopt_template"),
    path("desk/<place:code>/wording/template/drop/", views.drop, name="drop_template"),
    path("desk/<place:code>/wording/template.docx", views.word_template, name="word_template"),
    path("desk/<place:code>/wording/sample.pdf", views.sample_poster, name="sample_poster"),
    path("desk/<place:code>/wording/sample.docx", views.sample_document, name="sample_document"),
]
