"""How e-mail leaves: by the server that ``BEDSIDE_SMTP_URL`` names."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from bedside.site.places import is_this_machine

BY_SERVER = "django.core.mail.backends.smtp.EmailBackend"
IN_A_FOLDER = "django.core.mail.backends.filebased.EmailBackend"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"
PORTS = {"smtp": 587, "smtps": 465}
FORM = "BEDSIDE_SMTP_URL is smtp://user:password@host:587 or smtps://user:password@host:465 (the value is not shown)"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """What Django needs to know; ``backend`` is `NOWHERE` where no server was named."""

    backend: str = NOWHERE
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    tls_at_once: bool = False
    tls_on_demand: bool = False


def mail_server_of(url: str) -> MailServer:
    """The mail server that a URL names.

    ``smtp`` asks for encryption after it said hello (STARTTLS) and does without only by ``?tls=no`` on this machine;
    ``smtps`` is encrypted from the start.

    Raises:
        ImproperlyConfigured: another kind of URL, no host, or letters that would cross a network unencrypted.
    """
    if not url.strip():
        return MailServer()
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:  # a port that is no number; the error would show it
        raise ImproperlyConfigured(FORM) from None
    options = dict(parse_qsl(parts.query))
    plain = options.pop("tls", "yes") == "no"
    if parts.scheme not in PORTS or not parts.hostname or options or parts.path.strip("/"):
        raise ImproperlyConfigured(FORM)
    if plain and not is_this_machine(parts.hostname):
        raise ImproperlyConfigured("BEDSIDE_SMTP_URL: tls=no is for a mail server on this machine only")
    return MailServer(
        backend=BY_SERVER,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_at_once=parts.scheme == "smtps",
        tls_on_demand=parts.scheme == "smtp" and not plain,
    )
