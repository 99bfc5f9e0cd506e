"""Settings, secrets, the reader, mail and the disk: what can be seen without the database."""

import shutil
import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.mail import get_connection

from bedside.core.errors import BedsideError
from bedside.desk.audit import keys
from bedside.desk.people import mail
from bedside.desk.tenancy import rings
from bedside.screening import engine
from bedside.site.doctor.finding import Found, fine, look, unchecked, wrong
from bedside.site.places import is_this_machine
from bedside.site.serving import PRODUCTION

LITTLE_BYTES, LOW_BYTES = 500_000_000, 5_000_000_000
CERTIFICATE_LEFT = timedelta(days=14)
WAIT_SECONDS = 5.0


def look_at_settings() -> Iterator[Found]:
    """Whether the settings are production's, and what Django's own deployment check says of them."""
    if settings.BEDSIDE_DEMO:
        yield look("settings", "These are the demo's settings.", "`bedside init` makes a real installation.")
        return
    if not settings.BEDSIDE_FOR_OTHERS:
        cure = f"For others, set DJANGO_SETTINGS_MODULE={PRODUCTION}; docs/running.md says what else."
        yield look("settings", "These settings are for this machine alone.", cure)
        return
    said = [m for m in checks.run_checks(include_deployment_checks=True) if not m.is_silenced()]
    for message in said:
        first = str(message.msg).partition("\n")[0]
        hint = str(message.hint or "Set what it names; the number leads to Django's documentation of it.")
        yield wrong("settings", f"{message.id}: {first}", hint)
    if not said:
        yield fine("settings", "Production's settings; Django's deployment check has nothing to say.")


def look_at_address() -> Iterator[Found]:
    """Whether the address that letters lead to fits the hosts, and its certificate holds."""
    parts = urlsplit(settings.BEDSIDE_URL)
    host = parts.hostname or ""
    if not settings.BEDSIDE_FOR_OTHERS:
        if not is_this_machine(host):
            yield wrong(
                "address", "Letters lead to another machine than this.", "Leave BEDSIDE_URL out, or set up production."
            )
        return
    if any(h in {"*", ""} or h.startswith(".") for h in settings.ALLOWED_HOSTS):
        yield wrong("address", "Every host name is taken for ours.", "List exact names in BEDSIDE_HOSTS.")
    if parts.scheme != "https" or host not in settings.ALLOWED_HOSTS:
        cure = "Set BEDSIDE_URL to https:// and one of the names in BEDSIDE_HOSTS."
        yield wrong("address", "Letters lead to an address that is not served.", cure)
        return
    if settings.SECURE_PROXY_SSL_HEADER is None:
        cure = "Put a proxy that speaks HTTPS in front, and set BEDSIDE_BEHIND_PROXY=yes."
        yield wrong("address", "Nothing in front of the server speaks HTTPS.", cure)
    yield _certificate(host, parts.port or 443)


def _certificate(host: str, port: int) -> Found:
    try:
        with (
            socket.create_connection((host, port), timeout=WAIT_SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
        ):
            until = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except ssl.SSLError:
        return wrong("address", "The certificate of the address does not hold.", "Renew it; look at the proxy's log.")
    except (OSError, KeyError, ValueError):
        cure = "Look from a browser whether the address opens and its lock is closed."
        return unchecked("address", "The address cannot be reached from this machine.", cure)
    left = datetime.fromtimestamp(until, UTC) - datetime.now(UTC)
    if left < CERTIFICATE_LEFT:
        return look(
            "address",
            f"The certificate ends in {left.days} days.",
            "Renew it, and see why it was not renewed by itself.",
        )
    return fine("address", f"HTTPS; its certificate holds for {left.days} days.")


def look_at_keys() -> Iterator[Found]:
    """The key ring and the signing key, and who can read them and the other files."""
    for name, read, lost in (
        (
            "key ring",
            rings.ring,
            "Without it no words can be read. Bring it back from your safe, or set BEDSIDE_KEY_RING.",
        ),
        (
            "signing key",
            keys.seed,
            "Without it the record cannot go on. Bring it back from your safe, or set BEDSIDE_SIGNING_KEY.",
        ),
    ):
        try:
            read()
        except BedsideError as trouble:
            yield wrong("keys", f"The {name} cannot be used: {trouble}.".replace("..", "."), lost)
        else:
            yield fine("keys", f"The {name} is there.")
    yield from _open_files()


def _open_files() -> Iterator[Found]:
    from bedside.site.settings.base import HOME

    database = settings.DATABASES["default"]["NAME"]
    named = [
        settings.BEDSIDE_KEY_RING,
        settings.BEDSIDE_SIGNING_KEY,
        HOME / "keys" / "secret",
        settings.BEDSIDE_ERASURES,
    ]
    paths = [HOME, *(Path(p) for p in named if p), Path(database)]
    open_ones = [p for p in paths if p.is_absolute() and p.exists() and p.stat().st_mode & 0o077]
    inside = HOME in open_ones  # who may not enter the folder reads nothing in it
    for path in open_ones:
        if path == HOME or inside or HOME not in path.parents:
            yield wrong("keys", f"Others on this machine can read {path.name}.", f"chmod go= {path}")


def look_at_reader() -> Iterator[Found]:
    """Whether names are read by the learned reader."""
    _, missing = engine.model_for("careful")
    if missing:
        yield wrong("reader", f"The learned reader does not work: {missing[0].why}.", "pip install bedside[reader]")
    else:
        yield fine("reader", "The learned reader is there.")


def look_at_mail() -> Iterator[Found]:
    """Whether letters go out."""
    if not mail.works():
        cure = "Set BEDSIDE_SMTP_URL. Until then nobody hears of what waits, and invitations are handed over by hand."
        yield wrong("mail", "No mail server is named.", cure)
        return
    if not settings.EMAIL_HOST or not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield look("mail", "Letters lie in a folder of this machine.", "Set BEDSIDE_SMTP_URL, so that people get them.")
        return
    try:
        connection = get_connection(timeout=WAIT_SECONDS)
        connection.open()
        connection.close()
    except (smtplib.SMTPException, OSError) as trouble:
        cure = "Look at BEDSIDE_SMTP_URL, and whether this machine may reach it."
        yield wrong("mail", f"The mail server does not take letters from here ({type(trouble).__name__}).", cure)
    else:
        yield fine("mail", "The mail server answers.")


def look_at_disk() -> Iterator[Found]:
    """How much room is left where the installation lies."""
    from bedside.site.settings.base import HOME

    free = shutil.disk_usage(HOME).free
    says = f"{free / 1e9:.1f} GB are free where the installation lies."
    if free < LITTLE_BYTES:
        yield wrong("disk", says, "Make room now: what cannot be recorded is not done.")
    elif free < LOW_BYTES:
        yield look("disk", says, "Make room soon.")
    else:
        yield fine("disk", says)
