"""Addresses of the API, and the page that tells of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from bedside.api import operations
from bedside.api.door import outer
from bedside.api.reference import reference
from bedside.api.serving import api

assert operations.__all__  # noqa: S101 - importing them added them


def nowhere(request: HttpRequest, **_: Any) -> HttpResponse:
    raise Http404


def behind_the_door(pattern: URLPattern | URLResolver) -> URLPattern:
    assert isinstance(pattern, URLPattern)  # noqa: S101 - the API has no addresses within addresses
    pattern.callback = outer(pattern.callback)
    return pattern


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("api", reference, name="api"),
    path("api/v1/", ([behind_the_door(p) for p in _patterns], _app, _namespace)),
    re_path(r"^api/", outer(nowhere), name="api-nowhere"),
]
