"""What kind of telling a sentence is: an episode, a generality, a figure, a hypothesis, a tale."""

import re

NEAR = (
    r"today|2day|tonight|tonite|last night|this (?:morning|afternoon|evening|week|weekend|shift|past \w+)|yesterday|"
    r"just now|right now|an? (?:hour|minute|few minutes|couple hours) ago|\d+ (?:minutes|hours|days) ago|earlier|"
    r"tmrw|tomorrow|last (?:week|month|shift|summer|winter|spring|fall|mon|tues|wednes|thurs|fri|satur|sun)\w*|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this (?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:night|morning|evening|afternoon)|"
    r"hoy|ayer|anoche|esta (?:manana|tarde|noche)"
)
NEAR_TIME = re.compile(rf"\b(?:{NEAR})\b")
IRREGULAR_PAST = (
    "was|were|had|did|went|came|got|said|told|took|gave|made|saw|found|left|lost|ran|fell|brought|broke|held|sat|stood|"
    "woke|threw|bit|beat|cut|hit|put|shot|slept|swore|tried|cried|died|flew|drove|ate|drank|knew|thought|felt|kept|met|"
    "paid|sent|spent|spoke|wore|won|wrote|began|became|blew|caught|chose|drew|fought|forgot|froze|grew|heard|hid|hung|"
    "laid|led|lit|rang|rode|rose|sang|sank|sold|stole|stuck|swam|swallowed|taught|tore|asked|looked|showed|walked|"
    "called|cussed|yelled|refused|wanted|turned|used|started|stopped|delivered|coded"
)
PAST = re.compile(rf"\b(?:{IRREGULAR_PAST}|[a-z]{{3,}}(?<!ne)(?<!fe)(?<!spe)(?<!bre)ed)\b")
# "-ed" words that say what something is like, not what happened.
NOT_PAST = re.compile(
    r"\b(?:board certified|certified|licensed|registered|needed|required|limited|advanced|related|unlimited|"
    r"recommended|based|designed|dedicated|interested|scheduled|tired|blessed|excited|thrilled|proud|"
    r"skilled|experienced|trained|supposed|vaccinated|insured|uninsured|funded)\b"
)
NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|(?:a|one) hundred|(?:a|one) thousand)"
GENERIC = re.compile(
    r"\b(?:if (?:you|your|a|an|any|someone|somebody|anyone|one|it)|when (?:you|your|someone|people|patients|kids|parents)|"
    r"whenever|every (?:patient|person|child|kid|baby|parent|year|day|family|time|one)|(?:everyone|anyone|anybody) (?:who|with|can|should|needs|deserves|over|under|aged)|"
    r"each (?:patient|person|child|year|family)|no (?:patient|child|parent|family|one) should|should|"
    r"most (?:people|patients|kids|adults|babies|women|men)|many (?:people|patients|families)|some (?:people|patients|folks)|"
    r"people (?:with|who|often)|patients (?:with|who|are|can|may|often)|your (?:doctor|provider|child|baby|kid|pharmacist)|"
    r"you (?:can|may|might|should|or)|did you know|tips?|how to|signs? of|symptoms?|risk factors?|prevent\w*|"
    rf"\d+ in \d+|(?:{NUMBER}|\d+) (?:in|out of)(?: every)? (?:{NUMBER}|\d+) (?:\w+ )?(?:people|women|men|adults|children|kids|teens|babies|"
    r"mothers|fathers|veterans|students|nurses|americans|families|households|seniors|girls|boys|of us|of them)|per cent|percent|psa|reminder|myth|ask your|talk (?:to|with) (?:your|a|us))\b|\d ?%|"
    r"^\W*(?:please |pls |just )?(?:learn|call|visit|join|register|sign up|apply|donate|don't|do not|never|always|check|lock|keep|get|wear|drink|take|use|stop|remember|come)\b"
)
HYPOTHETICAL = re.compile(
    r"\b(?:hypothetical\w*|imagine|picture (?:this|a)|what if|suppose|say you|pretend|let's say|composite|case study|"
    r"practice question|nclex|scenario|simulat\w+|drill|mock|training|exercise|mannequin|manikin|sim lab|test patient|dummy|role ?play)\b"
)
FICTION = re.compile(
    r"\b(?:dracula|frankenstein|santa|grinch|elsa|batman|spider-?man|superman|mr\.? potato head|teddy(?: bear)?|humpty|"
    r"stuffed (?:animal|bear|bunny|toy)|plush\w*|godzilla|zombie|vampire|werewolf|mummy returns|rudolph|snoopy|"
    r"bugs bunny|barbie|darth vader|yoda|hogwarts|harry potter|sherlock|grey's anatomy|the pitt|scrubs|house m\.?d|"
    r"netflix|tv show|movie|episode|season finale|novel|book club|character|cartoon|hospital soap|soap opera|medical drama|mannequin|manikin|made-up|at the tv|isn't real|not (?:a )?real (?:person|patient)|made up|fictional|elf on the shelf|tooth fairy|"
    r"easter bunny|ghost|snowman|frosty|leprechaun|gingerbread|skeleton|mascot|pumpkin)\b"
)
OLD_YEAR = re.compile(r"\b(1[5-8]\d\d|19[0-6]\d|197[0-5])s?\b")
NEW_YEAR = re.compile(r"\b(?:19(?:7[6-9]|[89]\d)|20\d\d)\b")
STATISTIC = re.compile(
    r"\b(?:\d{1,3}(?:,\d{3})+|\d{2,})(?:\+|th)? (?:\w+ ){0,2}"
    r"(?:patients|people|babies|births|visits|cases|families|kidneys|surgeries|procedures|transplants|children|kids|adults|"
    r"donors|volunteers|participants|times|lives|residents|calls|doses|women|men|veterans|replacements|students|nurses|"
    r"employees|hours|miles|meals|pints|units|years)\b|\b\d+(?:\.\d+)? ?(?:%|percent)|\b\d+ in \d+\b|\bn ?= ?\d|\bfrom \d[\d,.]* to \d"
)


def is_episode(low: str) -> bool:
    """Whether a sentence tells of something that happened or is happening to someone."""
    return bool(NEAR_TIME.search(low) or PAST.search(NOT_PAST.sub(" ", low)))


def is_generic(low: str) -> bool:
    return bool(GENERIC.search(low))


def is_long_ago(low: str) -> bool:
    """Whether a text tells of a time more than fifty years back and of no later year."""
    return bool(OLD_YEAR.search(low)) and not NEW_YEAR.search(low)
