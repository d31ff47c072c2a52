"""The server's entry answers."""

from django.core.handlers.wsgi import WSGIHandler

from wugong.config.wsgi import application


def test_the_entry_is_a_wsgi_application():
    assert isinstance(application, WSGIHandler)
