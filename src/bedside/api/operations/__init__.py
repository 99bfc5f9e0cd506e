"""Every operation, by what it is about. Importing this adds them to the API."""

from bedside.api.operations import drafts, looking, me, record, releases, reviewing, rules

__all__ = ["drafts", "looking", "me", "record", "releases", "reviewing", "rules"]
