"""Topics that ask for a second pair of eyes where a person is told about (DOMAIN 3.4, row 23)."""

import re

SENSITIVE = re.compile(
    r"\b(?:abortion|miscarriage|stillb(?:orn|irth)|infertil\w*|ivf|birth control|contracepti\w+|hiv|aids(?= |\.|,)|std|sti|syphilis|"
    r"gonorrh\w+|chlamydia|herpes|prep (?:clinic|user)|suicid\w*|self[- ]harm\w*|overdos\w+|addict\w*|sober|sobriety|rehab(?!ilit)|detox|"
    r"opioid\w*|methadone|suboxone|naloxone|narcan|alcoholi\w+|bipolar|schizo\w+|psychiatr\w+|psychosis|psychotic|depress(?:ed|ion|ive)|"
    r"anorexi\w*|bulimi\w*|eating disorder|ptsd|panic attacks?|mental (?:health|illness)|transgender|gender[- ]affirming|transition(?:ed|ing) "
    r"(?:from|to) (?:male|female|a man|a woman)|domestic violence|sexual(?:ly)? (?:assault\w*|abus\w*)|rape\w*|child abuse|abused (?:child|kid|girl|boy|"
    r"woman|man)|molest\w*|trafficking|genetic (?:test\w*|mutation|counsel\w*)|brca\d?|huntington\w*|down syndrome|hospice|dementia|alzheimer\w*)\b",
    re.I,
)


def sensitive(text: str) -> bool:
    """Whether the words touch a topic for which many States and the organisation's own rules want more care."""
    return bool(SENSITIVE.search(text))
