"""Which worker is at which duty, and which workers there are. Nothing in these rows is any organisation's."""

from django.db import models


class Lease(models.Model):
    """A duty of the worker: who is at it and until when, and how it went last. One row a duty."""

    duty = models.CharField(max_length=40, primary_key=True)
    owner = models.CharField(max_length=80, blank=True, help_text="the worker at it; empty when nobody is")
    until = models.DateTimeField(null=True, help_text="from then on another worker may take it")
    ran_at = models.DateTimeField(null=True, help_text="when it last came to its end")
    trouble = models.CharField(max_length=80, blank=True, help_text="kind of what went wrong then; empty: nothing")
    failing_since = models.DateTimeField(null=True)


class Worker(models.Model):
    """A running worker, and when it last showed that it is alive."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
