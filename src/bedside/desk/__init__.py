"""The workspace: Django apps, lowest first: tenancy < audit."""
