"""The rim of the workspace: settings, pages that belong to no app, logs, and the door for servers."""

import os


def set_up() -> None:
    """Make Django ready for a command of this process, with the settings that the environment names.

    Raises:
        DeskError: the parts of the workspace are not installed, or a setting is missing.
    """
    from bedside.core.errors import DeskError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bedside.site.settings.development")
    try:
        import django
        from django.core.exceptions import ImproperlyConfigured
    except ImportError:
        raise DeskError("the workspace is not installed; install bedside[desk]") from None
    try:
        django.setup()
    except ImproperlyConfigured as trouble:  # says which setting, never its value
        raise DeskError(f"a setting is missing or wrong: {trouble}") from None
