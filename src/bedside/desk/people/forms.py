"""What people fill in about themselves and each other. Fields say what they are for; services say what may be."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from bedside.core.roles import Role
from bedside.desk.people.models import Facility, Person, User
from bedside.desk.people.zones import FIRST_OFFERED, is_zone

MEANINGS = {
    Role.OWNER: "Manages people and settings. Does not read drafts.",
    Role.PRIVACY_OFFICER: "Answers for privacy: approves, adopts policies, manages people.",
    Role.REVIEWER: "Reads drafts, comments, gives a second look.",
    Role.AUTHOR: "Writes drafts, and sees their own.",
    Role.EMPLOYEE: "Asks before posting on pages of their own.",
    Role.AUDITOR: "Reads the record, and takes it along to check it.",
    Role.DEPUTY: "Answers and approves when the point of contact is away.",
    Role.POINT_OF_CONTACT: "Every word goes through them. One person at any time.",
}
GIVEN = tuple(role for role in Role if role not in {Role.POINT_OF_CONTACT, Role.DEPUTY})
WITHOUT_HELP = {"autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):
    """E-mail address and password; what it says of a failure is the same, known address or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label="E-mail address",
            widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "autofocus": True} | WITHOUT_HELP),
            error_messages={"required": "Fill in your e-mail address.", "invalid": "One looks like name@example.org."},
        )
        self.fields["password"] = forms.CharField(
            label="Password",
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            error_messages={"required": "Fill in your password."},
        )
        self.order_fields(["login", "password"])


class NewPassword(forms.Form):
    """A password that is new, typed once and shown on wish; checked for the user it is for."""

    password = forms.CharField(
        label="New password",
        strip=False,
        help_text="At least 12 characters. A few words in a row are good and easy to keep in mind.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": "12"}),
        error_messages={"required": "Fill in a password."},
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePassword(NewPassword):
    """A new password for somebody who knows the old one."""

    old = forms.CharField(
        label="Your password now",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Fill in your password."},
    )
    field_order = ("old", "password")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if self.user is None or not self.user.check_password(old):
            raise forms.ValidationError("This is not your password. Try again.", code="wrong")
        return old


class AddressForm(forms.Form):
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True} | WITHOUT_HELP),
        error_messages={"required": "Fill in your e-mail address.", "invalid": "One looks like name@example.org."},
    )


class CodeForm(forms.Form):
    """The code that an authenticator app shows."""

    code = forms.CharField(
        label="Code",
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "code"}
        ),
        error_messages={"required": "Fill in the code that your app shows."},
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class SeenForm(forms.Form):
    """A form over something that others can change too: what it said when it was opened comes back with it.

    Where it says something else by now nothing is kept; what was written stays, and sent again it counts.
    """

    @property
    def seen(self) -> str:
        """Stands for what the fields say now, as the rows have it."""
        said = {name: _plainly(self.get_initial_for_field(field, name)) for name, field in self.fields.items()}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if self.data.get("seen", self.seen) != self.seen:
            now = [
                f"{field.label}: {_plainly(found) or 'nothing'}"
                for name, field in self.fields.items()
                if name in told and _plainly(found := self.get_initial_for_field(field, name)) != _plainly(told[name])
            ]
            says = f" It says now: {'; '.join(now)}." if now else ""
            raise ValidationError(f"Somebody changed this while you were looking.{says} Send yours again to keep it.")
        return told


def _plainly(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(sorted(map(str, value)))
    return "" if value is None else str(getattr(value, "name", value))


class CredentialField(forms.JSONField):
    """What a browser says of a passkey, as JSON; far shorter than a kilobyte or two."""

    MOST_CHARS = 20_000

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > self.MOST_CHARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return super().to_python(value)
        except (RecursionError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label="What to call it",
        max_length=60,
        required=False,
        help_text="The laptop, the phone, the key on your ring.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    credential = CredentialField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Your browser sent no passkey.", "invalid": "Your browser and the passkey did not come together.",
        },
    )  # fmt: skip


def role_choices(roles: Iterable[Role] = GIVEN) -> list[tuple[str, str]]:
    """Roles with what each of them means, for tick boxes."""
    words = '{}<span class="hint">{}</span>'
    return [(role.value, format_html(words, role.title, MEANINGS[role])) for role in roles]


class RolesForm(SeenForm):
    roles = forms.MultipleChoiceField(
        label="What they are here",
        required=False,
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Every change stands in the record, and the other owners and privacy officers hear of it.",
    )
    reason = forms.CharField(label="Why", required=False, max_length=500, help_text="Kept in the record, sealed.")

    def chosen(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data["roles"]]


class InviteForm(forms.Form):
    """Someone new. The link in their mail works once, for a week."""

    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": "Fill in the name that others know them by."},
    )
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "off"} | WITHOUT_HELP),
        error_messages={"required": "Fill in the address that the invitation goes to."},
    )
    title = forms.CharField(
        label="Title", max_length=80, required=False, help_text="As people know it: RN, MD, marketing."
    )
    roles = forms.MultipleChoiceField(
        label="What they will be here",
        choices=lambda: role_choices((*GIVEN[:2], Role.DEPUTY, *GIVEN[2:])),
        initial=[Role.EMPLOYEE.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    def chosen(self) -> list[Role]:
        return [Role(value) for value in self.cleaned_data["roles"]]


class EntryForm(SeenForm):
    """Somebody's entry on the roster, as those who manage people see it."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "A person needs a name."})
    title = forms.CharField(label="Title", max_length=80, required=False, help_text="As people know it: RN, MD.")
    facility = forms.ModelChoiceField(label="Facility", queryset=None, required=False, empty_label="None in particular")
    hours = forms.CharField(
        label="When they answer", max_length=80, required=False, help_text="In words: weekdays 9 to 5."
    )
    public = forms.BooleanField(
        label="Agreed to be named in public as someone who works here",
        required=False,
        help_text="Their name in a draft is then no finding.",
    )

    def __init__(self, *args: Any, person: Person, facilities: Sequence[Facility], **kwargs: Any) -> None:
        initial = {
            name: getattr(person, name) for name in ("name", "title", "facility", "hours", "public")
        } | kwargs.pop("initial", {})
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        ids = [f.pk for f in facilities] + ([person.facility_id] if person.facility_id else [])
        self.fields["facility"].queryset = Facility.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        self.fields["facility"].label_from_instance = lambda f: f.name  # type: ignore[attr-defined]
        if person.user_id is not None:
            del self.fields["public"]


class MeForm(forms.Form):
    """What is one's own to say."""

    name = forms.CharField(label="Your name", max_length=120, error_messages={"required": "Fill in your name."})
    title = forms.CharField(label="Title", max_length=80, required=False, help_text="As people know it: RN, MD.")
    hours = forms.CharField(label="When you answer", max_length=80, required=False, help_text="In words.")
    public = forms.BooleanField(
        label="I may be named in public as someone who works here",
        required=False,
        help_text="Your name in a draft is then no finding. You can take this back at any time.",
    )
    time_zone = forms.ChoiceField(label="Time zone", choices=lambda: zone_choices())
    notices = forms.ChoiceField(label="E-mail about what waits for you", choices=Person.Notices.choices)
    quiet_from = forms.TimeField(
        label="No e-mail from",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label="No e-mail until", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        if not any(value == person.time_zone for value, _ in zone.choices):  # type: ignore[attr-defined]
            zone.choices = [*zone.choices, (person.time_zone, zone_words(person.time_zone))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        quiet: list[time | None] = [told.get("quiet_from"), told.get("quiet_until")]
        if (quiet[0] is None) != (quiet[1] is None) and not self.errors:
            self.add_error("quiet_until", "Quiet hours have a beginning and an end. Fill in both, or neither.")
        return told


def zone_choices() -> list[tuple[str, str]]:
    return [(name, zone_words(name)) for name in FIRST_OFFERED if is_zone(name)]


ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Mountain, Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Atlantic, Puerto Rico",
    "Pacific/Guam": "Chamorro, Guam",
}


def zone_words(name: str) -> str:
    """A time zone as people here call it: Eastern (New York)."""
    return f"{ZONES[name]} ({name.rpartition('/')[2].replace('_', ' ')})" if name in ZONES else name


class MomentField(forms.DateTimeField):
    """A moment in the reader's time; one that their clock cannot show is none."""

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class AbsenceForm(forms.Form):
    """Days or hours away, in the reader's time."""

    person = forms.ChoiceField(label="Who is away")
    starts = MomentField(
        label="From",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Fill in the first moment away.", "invalid": "Fill in a day and a time."},
    )
    until = MomentField(
        label="Until",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="The first moment back.",
        error_messages={"required": "Fill in the first moment back.", "invalid": "Fill in a day and a time."},
    )
    cover = forms.ChoiceField(
        label="Who answers meanwhile",
        required=False,
        help_text="The point of contact needs somebody, as does whoever covers for them.",
    )

    def __init__(
        self,
        *args: Any,
        people: Collection[Person],
        covers: Collection[Person],
        now: datetime,
        initial: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        first = (timezone.localtime(now) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
        usual = {"starts": first, "until": first + timedelta(days=1)}
        kwargs["initial"] = usual | (initial or {})
        super().__init__(*args, **kwargs)
        self.people = {str(p.pk): p for p in people}
        self.covers = {str(p.pk): p for p in covers}
        self.fields["person"].choices = [(key, p.name) for key, p in self.people.items()]  # type: ignore[attr-defined]
        nobody = ("", "Nobody in particular")
        self.fields["cover"].choices = [nobody, *((k, p.name) for k, p in self.covers.items())]  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]

    def clean_cover(self) -> Person | None:
        return self.covers.get(self.cleaned_data["cover"])


class FacilityForm(SeenForm):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "A facility needs a name."})
    address = forms.CharField(
        label="Address", max_length=200, required=False, help_text="As it is public. It is then no finding in a draft."
    )


class IdleForm(forms.Form):
    minutes = forms.IntegerField(
        label="Sign people out after so many quiet minutes",
        min_value=5,
        max_value=60,
        help_text="5 to 60. Whoever walks away from a screen in a ward leaves it open.",
        error_messages={"min_value": "At least 5 minutes.", "max_value": "At most 60 minutes."},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Why", required=False, max_length=500, help_text="Kept in the record, sealed.")
