"""Other programs hear what happened: in order, at least once, signed, and never a word."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook as Reader

from bedside.core.errors import DeskError, NotPermitted
from bedside.core.events import Event
from bedside.desk.integrations import selectors, services
from bedside.desk.integrations.models import Webhook
from bedside.desk.integrations.sending import BadAddress, NotSent, checked_url, is_public, post, public_addresses
from bedside.desk.integrations.services.delivering import BATCH, BUSY, GIVE_UP_AFTER, WAITS
from bedside.desk.notices.models import Notice
from bedside.desk.tenancy import scope
from bedside.desk.tenancy.models import DataKey
from tests.api.listening import HOST, Listener, listening
from tests.api.programs import made, newest, size
from tests.desk.drafts.making import ODD

pytestmark = pytest.mark.django_db
LATER = BUSY + timedelta(seconds=30)
URL = f"https://{HOST}/bedside?key=theirs"


@pytest.fixture
def listener(tmp_path: Path) -> Any:
    with listening(tmp_path) as found:
        yield found


@pytest.fixture
def added(people: Any, clinic: Any) -> services.webhooks.Added:
    """A webhook of the clinic that hears of drafts being submitted, returned and approved."""
    with scope.within(clinic.pk):
        wanted = [Event.DRAFT_SUBMITTED, Event.DRAFT_RETURNED, Event.DRAFT_APPROVED]
        return services.add_webhook(url=URL, events=wanted, by=people["owner"], at=timezone.now())


def deliver(listener: Listener, *, at: datetime | None = None, **more: Any) -> Any:
    send = partial(post, resolve=listener.at, trust=listener.trust)
    return services.deliver_due(at or timezone.now(), send=more.get("send", send))


def hook_of(clinic: Any) -> Webhook:
    with scope.within(clinic.pk):
        found: Webhook = Webhook.objects.get()
        return found


def told(listener: Listener) -> list[dict[str, Any]]:
    return [json.loads(h.body) for h in listener.heard]


def test_what_happened_is_sent_in_order_signed_and_without_a_word(
    listener: Any, added: Any, people: Any, clinic: Any
) -> None:
    first, second = made(people, "returned", ODD, advice="Quillfeather says no."), made(people, "released")

    done = deliver(listener)

    assert (done.sent, done.failed) == (4, 0)
    assert [(t["type"], t["data"]["about"]) for t in told(listener)] == [
        ("draft.submitted", f"draft:{first.pk}"), ("draft.returned", f"draft:{first.pk}"),
        ("draft.submitted", f"draft:{second.pk}"), ("draft.approved", f"draft:{second.pk}"),
    ]  # fmt: skip
    seqs = [t["data"]["seq"] for t in told(listener)]
    assert seqs == sorted(seqs)
    for heard in listener.heard:
        assert heard.path == "/bedside?key=theirs"
        assert heard.headers["host"] == HOST
        assert Reader(added.secret).verify(heard.body, heard.headers)
        said = json.loads(heard.body)
        assert set(said) == {"type", "timestamp", "data"}
        assert set(said["data"]) == {"about", "seq", "facts", "organization"}
    everything = b"".join(h.body for h in listener.heard).decode()
    for word in ("Quillfeather", "moon", "Nobody can be recognized", "Flu"):
        assert word not in everything


def test_it_hears_of_what_happens_after_it_was_added_only_and_nothing_twice(
    listener: Any, people: Any, clinic: Any
) -> None:
    made(people, "submitted")
    with scope.within(clinic.pk):
        services.add_webhook(url=URL, events=[], by=people["owner"], at=timezone.now())
    assert deliver(listener).sent == 0
    made(people, "submitted")
    assert deliver(listener).sent == 3
    assert [t["type"] for t in told(listener)] == ["draft.started", "draft.saved", "draft.submitted"]
    assert deliver(listener).sent == 0


def test_other_secrets_do_not_verify(listener: Any, added: Any, people: Any) -> None:
    from standardwebhooks import WebhookVerificationError

    made(people, "submitted")
    deliver(listener)
    heard = listener.heard[0]
    with pytest.raises(WebhookVerificationError):
        Reader("whsec_" + "A" * 44).verify(heard.body, heard.headers)
    with pytest.raises(WebhookVerificationError):
        Reader(added.secret).verify(heard.body + b" ", heard.headers)


def test_a_message_that_was_sent_but_not_noted_comes_again_with_the_same_id(
    listener: Any, added: Any, people: Any, clinic: Any
) -> None:
    """Whoever dies between sending and noting it has it sent again, not lost."""
    made(people, "submitted")
    made(people, "returned")

    class Killed(BaseException):
        pass

    def killed(url: str, body: bytes, headers: Any) -> int:
        post(url, body, headers, resolve=listener.at, trust=listener.trust)
        raise Killed

    now = timezone.now()
    with pytest.raises(Killed):
        deliver(listener, at=now, send=killed)
    assert len(listener.heard) == 1
    assert deliver(listener, at=now).sent == 0  # it is the dead worker's for a while

    assert deliver(listener, at=now + LATER).sent == 3

    ids = [h.headers["webhook-id"] for h in listener.heard]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert [t["type"] for t in told(listener)[1:]] == ["draft.submitted", "draft.submitted", "draft.returned"]


def test_a_worker_that_was_given_up_notes_nothing_any_more(listener: Any, added: Any, people: Any, clinic: Any) -> None:
    made(people, "returned")
    now = timezone.now()

    def slow(url: str, body: bytes, headers: Any) -> int:
        """While this one sends, another worker takes over and delivers everything."""
        if not listener.heard:
            post(url, body, headers, resolve=listener.at, trust=listener.trust)
            deliver(listener, at=now + LATER)
            return 204
        return post(url, body, headers, resolve=listener.at, trust=listener.trust)

    done = services.deliver_due(now, send=slow)

    assert done.sent == 0
    assert hook_of(clinic).heard_until == size(clinic)
    assert [t["type"] for t in told(listener)] == ["draft.submitted", "draft.submitted", "draft.returned"]


def test_what_is_not_taken_is_tried_again_after_growing_waits_and_nothing_overtakes_it(
    listener: Any, added: Any, people: Any, clinic: Any
) -> None:
    made(people, "returned")
    listener.answers = [500, 503, 302]
    listener.location = "https://elsewhere.example.org/"
    now = timezone.now()
    for n in range(3):
        assert (deliver(listener, at=now).sent, len(listener.heard)) == (0, n + 1)
        hook = hook_of(clinic)
        assert hook.attempts == n + 1
        assert hook.next_try_at == pytest.approx(now + WAITS[n], abs=timedelta(seconds=2))
        assert deliver(listener, at=now + WAITS[n] / 2).failed == 0
        now = hook.next_try_at
    assert hook_of(clinic).trouble == "status-302"

    assert deliver(listener, at=now).sent == 2

    assert [t["type"] for t in told(listener)] == ["draft.submitted"] * 4 + ["draft.returned"]
    hook = hook_of(clinic)
    assert (hook.attempts, hook.failing_since, hook.trouble, hook.next_try_at) == (0, None, "", None)


def test_after_three_days_it_is_switched_off_and_people_hear_of_it(
    listener: Any, added: Any, people: Any, clinic: Any
) -> None:
    made(people, "submitted")
    begun = now = timezone.now()
    for _ in range(100):
        listener.answers = [500]
        deliver(listener, at=now)
        hook = hook_of(clinic)
        if hook.switched_off_at:
            break
        now = hook.next_try_at
    assert hook.switched_off_at is not None
    assert GIVE_UP_AFTER <= hook.switched_off_at - begun < GIVE_UP_AFTER + WAITS[-1]
    entry = newest(clinic)[0]
    assert (entry.event, entry.about, entry.facts["trouble"]) == (
        "webhook.switched_off", f"webhook:{hook.pk}", "status-500",
    )  # fmt: skip
    with scope.within(clinic.pk):
        assert Notice.objects.filter(kind=Notice.Kind.WEBHOOK_OFF, to_person=people["owner"].pk).exists()
    heard = len(listener.heard)
    assert deliver(listener, at=now + timedelta(days=30)).sent == 0
    assert len(listener.heard) == heard

    with scope.within(clinic.pk):
        services.switch_on(hook, by=people["owner"], at=now + timedelta(days=30))
    assert deliver(listener, at=now + timedelta(days=30)).sent == 1
    assert told(listener)[-1]["type"] == "draft.submitted"


def test_a_server_that_says_it_is_gone_is_believed_at_once(listener: Any, added: Any, people: Any, clinic: Any) -> None:
    made(people, "submitted")
    listener.answers = [410]
    deliver(listener)
    assert hook_of(clinic).switched_off_at is not None


def test_one_that_does_not_answer_keeps_no_other_waiting(listener: Any, added: Any, people: Any, clinic: Any) -> None:
    with scope.within(clinic.pk):
        services.add_webhook(
            url="https://gone.example.org/x", events=[Event.DRAFT_SUBMITTED], by=people["owner"], at=timezone.now()
        )
    made(people, "submitted")

    def send(url: str, body: bytes, headers: Any) -> int:
        if "gone" in url:
            raise NotSent("timeout")
        return post(url, body, headers, resolve=listener.at, trust=listener.trust)

    done = deliver(listener, send=send)
    assert (done.sent, done.failed) == (1, 1)


def test_many_messages_go_out_in_batches(listener: Any, people: Any, clinic: Any) -> None:
    with scope.within(clinic.pk):
        services.add_webhook(url=URL, events=[], by=people["owner"], at=timezone.now())
    for _ in range(9):
        made(people, "submitted")
    assert deliver(listener).sent == BATCH
    assert deliver(listener).sent == 27 - BATCH
    assert [t["data"]["seq"] for t in told(listener)] == list(range(size(clinic) - 27, size(clinic)))


def test_webhooks_of_two_organizations_hear_their_own_only(
    listener: Any, added: Any, people: Any, others: Any, hospital: Any
) -> None:
    with scope.within(hospital.pk):
        services.add_webhook(url=URL, events=[], by=others["owner"], at=timezone.now())
    made(people, "submitted")
    deliver(listener)
    assert {t["data"]["organization"] for t in told(listener)} == {str(added.webhook.organization_id)}


def test_a_broken_record_is_not_sent_on(listener: Any, added: Any, people: Any, clinic: Any) -> None:
    from django.db import connection

    from bedside.desk.audit.models import Entry

    made(people, "submitted")
    made(people, "submitted")
    with scope.within(clinic.pk):
        last = Entry.objects.order_by("-seq").first()
        with connection.cursor() as cursor:
            cursor.execute(
                "DROP TRIGGER audit_entry_never" + ("_changed" if connection.vendor == "sqlite" else " ON audit_entry")
            )
        Entry.objects.filter(seq=last.seq).update(body=bytes(last.body)[:-1])
    done = deliver(listener)
    assert (done.sent, done.failed) == (1, 1)
    assert hook_of(clinic).trouble == "record-broken"


def test_only_who_manages_tokens_adds_and_removes(people: Any, clinic: Any) -> None:
    now = timezone.now()
    with scope.within(clinic.pk):
        for role in ("privacy_officer", "point_of_contact", "author", "auditor"):
            with pytest.raises(NotPermitted):
                services.add_webhook(url=URL, events=[], by=people[role], at=now)
        hook = services.add_webhook(url=URL, events=[], by=people["owner"], at=now).webhook
        with pytest.raises(NotPermitted):
            services.remove_webhook(hook, by=people["privacy_officer"], at=now)
        key = hook.data_key_id
        services.remove_webhook(hook, by=people["owner"], at=now)
        assert not Webhook.objects.exists()
        assert not DataKey.objects.filter(pk=key).exists()
    assert [e.event for e in newest(clinic, 2)] == ["webhook.removed", "webhook.added"]


def test_there_are_not_too_many(people: Any, clinic: Any) -> None:
    with scope.within(clinic.pk):
        for n in range(20):
            services.add_webhook(url=f"{URL}/{n}", events=[], by=people["owner"], at=timezone.now())
        with pytest.raises(DeskError, match="to this address already"):
            services.add_webhook(url=f"{URL}/3", events=[], by=people["owner"], at=timezone.now())
        with pytest.raises(DeskError, match="20 webhooks already"):
            services.add_webhook(url=URL, events=[], by=people["owner"], at=timezone.now())
        assert len(selectors.webhooks()) == 20


def test_its_address_and_secret_are_kept_sealed(added: Any, clinic: Any) -> None:
    from django.db import connection

    with scope.within(clinic.pk), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM integrations_webhook")
        row = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])
    assert "key=theirs" not in row
    assert added.secret.removeprefix("whsec_") not in row


# the guard


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.4.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2001::1", "::127.0.0.1", "fe80::1%eth0", "ff02::1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_of_our_own_network_are_not_public(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(NotSent, match="not-public"):
        public_addresses("hooks.example.org", 443, look_up=lambda *_: [("93.184.215.14", 443), (address, 443)])


def test_public_addresses_are_taken_as_they_were_looked_up() -> None:
    found = [("93.184.215.14", 443), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 443)]
    assert public_addresses("hooks.example.org", 443, look_up=lambda *_: found) == found
    with pytest.raises(NotSent):
        public_addresses("hooks.example.org", 443, look_up=lambda *_: [])


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/", "ftp://hooks.example.org/", "https://", "https://hooks.example.org:8443/", "x",
        "https://user:pass@hooks.example.org/", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "javascript:1",
        "https://localhost/", "https://printer.local/", "https://db.internal/", "https://hooks.example.org/" + "a" * 400,
        "https://hooks.example.org/a b", "https://hooks.example.org\\@127.0.0.1/", "https://h\u00f6ks.example.org/",
        "https://hooks.example.org:x/", "https://[::ffff:127.0.0.1]/",
    ],
)  # fmt: skip
def test_a_url_that_leads_elsewhere_is_not_taken(url: str) -> None:
    with pytest.raises(BadAddress) as said:
        checked_url(url)
    assert len(url) < 12 or url not in str(said.value)


def test_a_url_is_kept_as_it_was_given() -> None:
    assert checked_url(" https://Hooks.Example.org/Path?Key=1#part ") == "https://hooks.example.org/Path?Key=1"
    assert checked_url("https://hooks.example.org:443/x") == "https://hooks.example.org:443/x"


def test_a_name_that_turns_to_our_own_network_later_is_not_followed(people: Any, added: Any, clinic: Any) -> None:
    """The name was public when the webhook was added; now it names the machine itself."""
    made(people, "submitted")
    turned = partial(public_addresses, look_up=lambda *_: [("127.0.0.1", 443)])
    done = services.deliver_due(timezone.now(), send=partial(post, resolve=turned))
    assert (done.sent, done.failed) == (0, 1)
    assert hook_of(clinic).trouble == "not-public"


def test_a_certificate_of_another_name_is_not_believed(tmp_path: Path, people: Any, added: Any, clinic: Any) -> None:
    made(people, "submitted")
    with listening(tmp_path, name="other.example.org") as other:
        deliver(other)
        assert other.heard == []
    assert hook_of(clinic).trouble == "certificate"


def test_without_trust_in_its_certificate_nothing_is_said(listener: Any, people: Any, added: Any, clinic: Any) -> None:
    made(people, "submitted")
    services.deliver_due(timezone.now(), send=partial(post, resolve=listener.at))
    assert listener.heard == []
    assert hook_of(clinic).trouble == "certificate"


def test_a_redirect_is_not_followed(listener: Any) -> None:
    listener.answers, listener.location = [307], f"https://{HOST}/other"
    status = post(URL, b"{}", {}, resolve=listener.at, trust=listener.trust)
    assert status == 307
    assert len(listener.heard) == 1


def test_a_server_that_takes_its_time_is_cut_off(listener: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from bedside.desk.integrations import sending

    monkeypatch.setattr(sending, "DEADLINE_SECONDS", 0.2)
    listener.slow = 2.0
    with pytest.raises(NotSent):
        post(URL, b"{}", {}, resolve=listener.at, trust=listener.trust)


def test_nobody_there_is_no_answer() -> None:
    with pytest.raises(NotSent, match="no-answer"):
        post(URL, b"{}", {}, resolve=lambda *_: [("127.0.0.1", 1)])
