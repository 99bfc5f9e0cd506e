"""What people fill in to let a program in, or let it hear."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from bedside.core.events import Event
from bedside.core.scopes import Scope, holds
from bedside.desk.people.models import Person

LASTS = ((30, "30 days"), (90, "90 days"), (180, "Half a year"), (365, "A year"))

# What a webhook may hear, as people choose it: a name, words, and the first part of the events' names.
HEARS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("drafts", "Drafts and review: started, submitted, returned, approved", ("draft", "finding")),
    ("releases", "Releases: taken out, taken back, lapsed", ("release",)),
    ("questions", "Ask first: questions, answers, guidance", ("question", "guidance")),
    ("rules", "Rules and what is public about us", ("policy", "facts")),
    ("people", "People, absences, sign-ins", (
        "person", "invitation", "contact", "deputies", "absence", "facility", "sign_in", "password", "factor",
    )),
    ("house", "The record and the house: checks, keys, backups, tokens", (
        "organization", "checkpoint", "record", "hold", "keys", "backup", "note", "token", "webhook",
    )),
)  # fmt: skip


def events_of(chosen: Sequence[str]) -> list[Event]:
    """The events of some groups of `HEARS`; none where all are chosen, which means all there are and will be."""
    if len(chosen) == len(HEARS):
        return []
    subjects = {subject for name, _, subjects in HEARS if name in chosen for subject in subjects}
    return [e for e in Event if e.value.partition(".")[0] in subjects]


def groups_of(events: Sequence[str]) -> list[str]:
    """The groups of `HEARS` that some events belong to, in a word or two each; "everything" where none is named."""
    if not events:
        return ["everything"]
    subjects = {name.partition(".")[0] for name in events}
    return [words.partition(":")[0].lower() for _, words, ours in HEARS if subjects & set(ours)]


class TokenForm(forms.Form):
    name = forms.CharField(
        label="Which program is it for",
        max_length=80,
        help_text="So that you know it again: our website, the publishing tool.",
        error_messages={"required": "Say which program it is for."},
    )
    person = forms.ModelChoiceField(
        label="For whom it acts",
        queryset=None,
        empty_label=None,
        help_text="It can never do more than they may, nor more than you may.",
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do",
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose as little as will do. Nothing here approves; a person does that.",
        error_messages={"required": "Choose at least one."},
    )
    days = forms.TypedChoiceField(label="How long it works", choices=LASTS, coerce=int, initial=90)

    def __init__(self, *args: Any, me: Person, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me = me
        mine = [s for s in Scope if holds(s, person=me.rights, maker=me.rights)]
        self.fields["scopes"].choices = [(s.value, f"{s.says} ({s.value})") for s in mine]  # type: ignore[attr-defined]
        if len(people) < 2:
            del self.fields["person"]
        else:
            self.fields["person"].queryset = Person.objects.filter(pk__in=[p.pk for p in people]).order_by("name")  # type: ignore[attr-defined]
            self.fields["person"].label_from_instance = lambda p: f"{p.name} (me)" if p == me else p.name  # type: ignore[attr-defined]
            self.fields["person"].initial = me.pk

    def chosen(self) -> dict[str, Any]:
        """The arguments of `services.make_token`."""
        told = self.cleaned_data
        return {
            "name": told["name"],
            "person": told.get("person") or self.me,
            "scopes": [Scope(s) for s in told["scopes"]],
            "lasts": timedelta(days=told["days"]),
        }


class WebhookForm(forms.Form):
    url = forms.CharField(
        label="Address that we send to",
        max_length=400,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        help_text="It begins with https:// and can be reached from the internet.",
        error_messages={"required": "Fill in the address that we send to."},
    )
    hears = forms.MultipleChoiceField(
        label="What it hears of",
        choices=[(name, words) for name, words, _ in HEARS],
        initial=["drafts", "releases"],
        widget=forms.CheckboxSelectMultiple,
        help_text="It hears that something happened, never a word of a draft and never a reason.",
        error_messages={"required": "Choose at least one."},
    )
