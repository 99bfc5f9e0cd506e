"""What the privacy officer decides, and what is entered about the organisation."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from bedside.core.organizations import SENSITIVE_KINDS
from bedside.core.organizations import Organization as Public
from bedside.desk.policies.models import PublicFacts
from bedside.desk.policies.services import MOST_REASON_CHARS, MOST_SOURCE_BYTES
from bedside.policies.organization import STATES

KINDS_OF_CARE = {
    "behavioral": "Mental health",
    "substance_use": "Addiction and recovery",
    "reproductive": "Pregnancy, fertility, abortion",
    "hiv": "HIV and sexually transmitted infections",
    "hospice": "Hospice",
    "oncology": "Cancer",
    "gender": "Gender care",
}
LINES = "One on each line."


class Reason(forms.CharField):
    """Why, in a person's words."""

    def __init__(self, help_text: str) -> None:
        super().__init__(
            label="Why",
            max_length=MOST_REASON_CHARS,
            help_text=help_text,
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": MOST_REASON_CHARS}),
            error_messages={"required": "Say why. The record keeps it."},
        )


class AdoptForm(forms.Form):
    """The decision: which pack, having seen which difference, and why."""

    pack = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    over = forms.CharField(widget=forms.HiddenInput)
    reason = Reason("Two lines are enough. Whoever reads the record later will want to know.")


class OwnPackForm(forms.Form):
    """A pack of the organisation's own, as a file or pasted."""

    file = forms.FileField(
        required=False,
        label="A file",
        help_text="A policy pack in TOML.",
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,text/plain"}),
    )
    text = forms.CharField(
        required=False,
        strip=False,
        label="Or its text",
        help_text="A file comes first where both are given.",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "mono", "autocapitalize": "none"}),
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        file = told.get("file")
        if file is not None and file.size > MOST_SOURCE_BYTES:
            raise forms.ValidationError(f"This file is too large ({file.size:,} bytes; {MOST_SOURCE_BYTES:,} at most).")
        told["source"] = file.read() if file is not None else told.get("text", "").encode()
        if not told["source"].strip():
            raise forms.ValidationError("Choose a file, or paste the text of a pack.")
        return told


class LinesField(forms.CharField):
    """A list, one item a line."""

    def __init__(self, label: str, help_text: str, *, rows: int = 3) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        super().__init__(label=label, help_text=help_text, required=False, strip=False, widget=widget)

    def clean(self, value: Any) -> list[str]:
        return str(super().clean(value) or "").splitlines()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class PublicFactsForm(forms.Form):
    """What anyone can look up about the organisation. Each field says what it changes in a check."""

    names = LinesField("Names", f"What the house and its clinics are called in public, short forms too. {LINES}")
    phones = LinesField(
        "Telephone numbers",
        f"Those on your website. Any other number may be somebody's own, so a person looks. {LINES}",
    )
    emails = LinesField("E-mail addresses", f"Addresses that anyone may write to. {LINES}")
    domains = LinesField("Websites", f"Without https://, as in example.org. Links elsewhere are looked at. {LINES}")
    handles = LinesField("Handles", f"Your own accounts, with the @. {LINES}")
    addresses = LinesField(
        "Addresses",
        f"Where you can be visited. Those of your facilities count already. Any other street is held. {LINES}",
    )
    staff = LinesField(
        "More people who are named in public",
        f"Founders, doctors on your website: whoever agreed, and is not among your people here. {LINES}",
    )
    state = forms.ChoiceField(
        required=False,
        label="State",
        choices=[("", "Not said"), *((s, s) for s in STATES.split())],
        help_text="Where you work. Until you adopt a policy, the rules of this State are added if Bedside has them.",
        widget=forms.Select(attrs={"class": "short"}),
    )
    sensitive = forms.MultipleChoiceField(
        required=False,
        label="Kinds of care that tell a diagnosis by themselves",
        choices=[(kind, KINDS_OF_CARE[kind]) for kind in SENSITIVE_KINDS],
        help_text="Being seen at such a place says what someone has. Replies from there are read more strictly.",
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, facts: PublicFacts | Public | None, *, seen: Any = None) -> "PublicFactsForm":
        """A form filled with facts that were saved, or that somebody pasted."""
        names = [name for name in cls.base_fields if name != "seen"]
        told: Mapping[str, Any] = {name: getattr(facts, name) for name in names} if facts is not None else {}
        return cls(initial={**told, "seen": seen.isoformat() if seen else ""})

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show beside each field what the service refused."""
        for name, say in problems.items():
            self.add_error(name, say)

    def overtaken(self, sentence: str, theirs: PublicFacts | None) -> None:
        """Keep what was typed, say beside each field what somebody else saved meanwhile, and let the next save stand."""
        self.add_error(None, sentence)
        if theirs is None:
            return
        for bound in self:
            saved = getattr(theirs, bound.name, None)
            if bound.name != "seen" and saved != self.cleaned_data.get(bound.name):
                said = ", ".join(saved) if isinstance(saved, list) else saved
                bound.help_text = f"Saved by someone else: {said or 'nothing'}. Yours is below."
        typed_all = cast(QueryDict, self.data).copy()
        typed_all["seen"] = theirs.updated_at.isoformat()
        self.data = typed_all

    def told(self) -> dict[str, Any]:
        return dict(self.cleaned_data)

    @property
    def lists(self) -> Iterable[forms.BoundField]:
        return [self[name] for name in ("names", "phones", "emails", "domains", "handles", "addresses", "staff")]


class PasteForm(forms.Form):
    """An organization.toml, as the command line takes it."""

    text = forms.CharField(
        label="Text of an organization.toml",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "mono", "autocapitalize": "none"}),
        error_messages={"required": "Paste the text of the file first."},
    )
