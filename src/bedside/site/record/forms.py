"""Which part of the record to look at, and which to take along."""

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from bedside.core.events import Event
from bedside.core.records import FIRST_YEAR, LAST_YEAR
from bedside.desk.audit.selectors import Filter
from bedside.desk.drafts.models import Draft
from bedside.desk.people.models import Person
from bedside.site.record import looks


def event_choices() -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for event in Event:
        groups[looks.group_of(event)].append((event.value, event.short))
    return [("", "Everything"), *groups.items()]


class FilterForm(forms.Form):
    """Filters of the record; every field may stay empty."""

    person = forms.ChoiceField(required=False, label="Who")
    event = forms.ChoiceField(required=False, label="What", choices=event_choices)
    draft = forms.IntegerField(
        required=False,
        min_value=1,
        label="Draft",
        widget=forms.NumberInput(attrs={"placeholder": "118"}),
    )
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.order_by("name").values_list("pk", "name", "left_at")
        choices = [(str(pk), f"{name}, left" if left else name) for pk, name, left in people]
        self.fields["person"].choices = [("", "Anyone"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name in ("since", "until"):
            if told.get(name) and not FIRST_YEAR < told[name].year < LAST_YEAR:
                self.add_error(name, "There is nothing of that time.")
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", "The end is before the start. Swap the two dates.")
        number = told.get("draft")
        if number:
            told["about"] = Draft.objects.filter(number=number).values_list("pk", flat=True).first()
            if told["about"] is None:
                self.add_error("draft", f"There is no draft {number}.")
        return told

    def chosen(self) -> Filter:
        """The filter of a valid form. Days are those of the reader's zone; the last one is part of it."""
        told = self.cleaned_data
        return Filter(
            about=f"draft:{told['about']}" if told.get("about") else "",
            actor=f"person:{told['person']}" if told.get("person") else "",
            event=told.get("event", ""),
            since=_midnight(told["since"]) if told.get("since") else None,
            until=_midnight(told["until"] + timedelta(days=1)) if told.get("until") else None,
        )


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


class ExportForm(forms.Form):
    """A run of entries to hand out; without numbers, all of them."""

    first = forms.IntegerField(required=False, min_value=0, label="First entry")
    last = forms.IntegerField(required=False, min_value=0, label="Last entry")
