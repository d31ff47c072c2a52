"""The server's entry: `granian --interface wsgi wugong.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wugong.config.settings")

application = get_wsgi_application()
