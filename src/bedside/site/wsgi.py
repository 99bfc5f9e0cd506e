"""The door for web servers."""

import os

from django.core.wsgi import get_wsgi_application

from bedside.site import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings.production")
logs.begin()
application = get_wsgi_application()
