"""Who writes, as far as the stated role tells: which work, and what kind of place."""

import re
from dataclasses import dataclass

CLINICIAN = re.compile(
    r"\b(?:nurse|rn|lpn|lvn|np|aprn|crna|cna|aide|doctor|physician|surgeon|resident|fellow|intern|attending|hospitalist|"
    r"intensivist|md|do|pa|emt|medic|paramedic|tech|technologist|technician|phlebotomist|therapist|pt|ot|slp|rt|"
    r"pharmacist|dentist|hygienist|orthodontist|optometrist|chiropractor|midwife|doula|psychologist|psychiatrist|"
    r"counselor|dietitian|nutritionist|student|sonographer|scribe|anesthesiologist|radiologist|pathologist|"
    r"pediatrician|oncologist|cardiologist|dermatologist|ob|obgyn|veterinarian|caregiver|assistant|clinician)\b",
    re.I,
)
SENSITIVE = {
    "behavioral": re.compile(
        r"psych|mental|behaviou?ral|counsel|therap(?:ist|y practice)|eating disorder|suicid", re.I
    ),
    "substance_use": re.compile(r"recovery|addiction|rehab(?!ilit)|detox|sober|substance|methadone|opioid", re.I),
    "reproductive": re.compile(
        r"fertil|ivf|reproduct|abortion|planned|ob.?gyn|obstet|maternity|birth|midwi|women", re.I
    ),
    "hiv": re.compile(r"\bhiv\b|\baids\b|std|sti\b|sexual health", re.I),
    "hospice": re.compile(r"hospice|palliative", re.I),
    "oncology": re.compile(r"cancer|oncolog|infusion", re.I),
    "gender": re.compile(r"gender|trans\b", re.I),
}
VETERINARY = re.compile(r"\bvet(?:erinar\w*)?\b|animal|pet\b", re.I)


@dataclass(frozen=True, slots=True)
class Author:
    """``clinical``: does clinical work; ``sensitive``: kinds of care named in the role, whose mere
    mention tells a health fact; ``veterinary``: the patients are animals.
    """

    personal: bool
    clinical: bool
    sensitive: frozenset[str]
    veterinary: bool


def author_of(role: str, *, personal: bool) -> Author:
    return Author(
        personal=personal,
        clinical=bool(CLINICIAN.search(role)),
        sensitive=frozenset(k for k, p in SENSITIVE.items() if p.search(role)),
        veterinary=bool(VETERINARY.search(role)),
    )
