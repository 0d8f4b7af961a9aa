"""The WSGI entry point that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "councilhub.settings")

application = get_wsgi_application()

# What is loaded now stays: to look through it again for garbage costs each page time.
gc.collect()
gc.freeze()
