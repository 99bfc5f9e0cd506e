"""What a reply says of its reader: "your ...", "you did ...", what we did with "you"."""

import re
from collections.abc import Iterator

from bedside.screening.reading.presuppositions.belief import Presupposed, Presupposition, Strength
from bedside.screening.reading.replies import AMOUNT, CLOCK, DAY, PRESENT_OR_PAST, Reply, Sentence, is_past
from bedside.screening.reading.word_sets import word_set
from bedside.screening.reading.words import Cue

POSSESSIVES = frozenset(["your", "ur", "yer", "tu", "tus", "su", "sus"])
NP_STOP = word_set("np_stop")
OF = frozenset(["of", "de"])
OWN = frozenset(["own", "local", "nearest", "favorite", "regular", "usual", "primary", "insurance's", "health"])
CARE_KIN = word_set("care_kin")
READER = word_set("reader")
ADVERBS = word_set("adverbs")
AUX = word_set("aux")
CONTRACTED_NOT = re.compile(
    r"^(?:did|do|does|have|had|was|were|are|ca|wo|would|could|should|is)n't$|^(?:can't|won't|cannot)$"
)
# What anyone may have done who writes about us; "you ..." of these presupposes no care.
SAID = word_set("said")
FEELINGS = word_set("feelings")
SOFT_PAST = word_set("soft_past")
CARE_PAST = word_set("care_past")
SAFE_LEFT = re.compile(
    r"^ (?:us |me |here |such |a |an |the |this |that |your |so |very |out |these |"
    r"those )*(?:\w+ )?(?:review|note|comment|feedback|message|words?|stars?|suggestion|rating|smile on)\b"
)
SAFE_TOOK = re.compile(r"^ (?:the |some |a |your |out |so )*(?:time|moment|minute|trouble|effort)\b")
SAFE_MADE = re.compile(
    r"^ (?:me|us|our|my|her|his|their|the|a|an|this|whole|everyone|everybody|\w+'s|[a-z]+ (?:blush|smile|"
    r"cry|laugh)|dr|someone|one|such|some|it|that)\b"
)
EXPERIENCE = re.compile(
    r"^(?:'ve)? (?:\w+ ){0,3}(?:experience|concerns?|issues?|frustrations?|questions?|feedback|trouble|"
    r"problem|impression|thoughts?)\b"
)
CARE_OBJECT = re.compile(
    r"\b(?:treat(?:ed|ing)?|saw|see(?:n|ing)|car(?:ed|ing) for|help(?:ed|ing)|serv(?:ed|ing)|deliver(?:ed|"
    r"ing)|tak(?:e|ing) (?:\w+ ){0,2}care of|took (?:\w+ ){0,2}care of|look(?:ed|ing) after|"
    r"call(?:ed)|phoned|texted|emailed|told|offer(?:ed)?|asked|moved|squeezed|fit|fitted|gave|sent|billed|"
    r"charged|refunded|scheduled|rescheduled|booked|discharged|admitted|warned|reminded|kept|turned|"
    r"placed|put|got|brought|walked|checked|triaged|examined|evaluated|diagnosed|prescribed|referred|"
    r"transferred|informed|advised|notified|counseled|contacted|reached|remember|know|knew|met|"
    r"watch(?:ed|ing)|hav(?:e|ing) had|hav(?:e|ing)|had|welcomed?|made|stitched|fixed|rushed|sedated|"
    r"monitored|escorted|showed|gave|left|dismissed|fired|released|accommodated|comped|credited|"
    r"reposition\w+|prescrib\w+|treating|(?:caring|cried|cry|celebrated|sat|stayed|prayed|laughed|walked|"
    r"grieved) (?:right |along |up )*(?:for|with|beside)|(?:was|were|am|are|"
    r"been) (?:right )?(?:there )?(?:with|beside|for)|explained (?:\w+ ){0,3}to|"
    r"discussed (?:\w+ ){0,3}with|spoke (?:\w+ )?with|offered (?:\w+ )?to|talk(?:ed|ing) (?:\w+ )?(?:with|"
    r"to)|given to|went over (?:\w+ ){0,3}with|apologized to) (?:\w+ )?(?:you|u|both of you)\b"
)
SUBJECT_WE = re.compile(
    r"\b(?:we|i|we've|i've|staff|they|he|she|(?:our|the|my) (?:\w+ )?(?:\w+)|dr\.? \w+|doctor \w+|"
    r"nurse \w+|[a-z]+)(?: (?:have|had|has|also|even|just|did|personally|already|always|then|both|all|"
    r"really|actually|clearly|never|didn't))*$"
)
SAFE_OBJECT = re.compile(
    r"\b(?:have you (?:on|at|join|in our)|(?:we|i|i'd|we'd) (?:would |do )?(?:love|like) to (?:have|know|"
    r"see) you|let you know|had you (?:laughing|smiling|at)|made you (?:feel|smile|laugh|think|"
    r"uncomfortable)|left you (?:feeling|with|disappointed|frustrated|unhappy)|"
    r"get you (?:in touch|connected|to the right)|put you in touch|show you around|told you so|"
    r"have you all|know you (?:can|have|are not|aren't)|see you(?:r)?\b|help you)\b"
)


def says_of_reader(reply: Reply) -> Iterator[Presupposition]:
    yield from possessives(reply)
    for sentence in reply.sentences:
        if not sentence.private:
            yield from predicates(reply, sentence)
            yield from done_to_reader(reply, sentence)


def possessives(reply: Reply) -> Iterator[Presupposition]:
    """What "your" owns: a care word states, a soft word hints, one's own words are free."""
    for sentence in reply.sentences:
        for i, word in enumerate(sentence.words):
            if word.low in POSSESSIVES:
                found = owned(reply, sentence, i)
                if found:
                    yield found


def owned(reply: Reply, sentence: Sentence, i: int) -> Presupposition | None:
    words = sentence.words
    last = i + 1
    while (
        last < len(words)
        and last - i <= 4
        and words[last].low not in NP_STOP
        and reply.part.low[words[last - 1].end : words[last].start] in (" ", "-", "'s ", "' ")
    ):
        last += 1
    phrase = words[i + 1 : last]
    if (
        not phrase
        or phrase[0].low in OWN
        or (last < len(words) and words[last].low in OF and phrase[-1].low in {"part", "sort", "kind", "side", "end"})
    ):
        return None
    start, end = words[i].start, phrase[-1].end
    if phrase[0].low in CARE_KIN:
        return None  # a relative is told of: see others.py
    low, name = reply.part.low, reply.part.name
    cue = head_of(reply, start, end)
    health = reply.health_in(start, end)
    if cue is None and health:
        cue = Cue("condition", start + 1, end, 0, 0, health)
    if cue is None or cue.category == "said_noun":
        return None
    excused = (sentence.general_at(start, end) or sentence.directs or sentence.private) and not told_as_past(
        sentence, end
    )
    if cue.category == "soft_noun":
        if reply.personal or excused or sentence.general:
            return None
        return Presupposition(
            Presupposed.CARE, Strength.HINTS, name, start, cue.end, "what someone has who was in care"
        )
    if excused or (re.match(r" (?:doctor|provider|own)\b", low[start + 4 : start + 14]) and sentence.directs):
        return None
    kind = {"record_noun": Presupposed.RECORD, "bill_noun": Presupposed.BILLING}.get(cue.category, Presupposed.CARE)
    return Presupposition(
        kind,
        Strength.STATES,
        name,
        start,
        max(cue.end, start),
        "something one has only in care" + (", with a health word" if health else ""),
    )


PRIORITY = ("care_noun", "record_noun", "bill_noun", "soft_noun", "said_noun")


HEADS = frozenset([*PRIORITY, "condition", "procedure", "drug", "body"])


def head_of(reply: Reply, start: int, end: int) -> Cue | None:
    """The noun of a phrase: the last listed one in it; where lists differ, the longest decides."""
    inside = [c for c in reply.cues_in(start + 1, end) if c.category in HEADS and c.end <= end + 30]
    if not inside:
        return None
    return max(inside, key=lambda c: (c.end, c.end - c.start, -order(c.category)))


def order(category: str) -> int:
    return PRIORITY.index(category) if category in PRIORITY else len(PRIORITY)


PAST_AFTER = re.compile(
    r"^[^.!?;]{0,40}?\b(?:was|were|went|came|took|did|had|got|cleared|posted|arrived|showed|ran|wasn't|"
    r"weren't|fue|estuvo|salio)\b"
)


def told_as_past(sentence: Sentence, end: int) -> bool:
    """Whether what follows says that it happened: "your scan was read"."""
    return bool(PAST_AFTER.match(sentence.low[end - sentence.start :]))


def predicates(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """What someone did who was here: "you" with a verb of the past."""
    words = sentence.words
    for i, word in enumerate(words):
        if word.low not in READER:
            continue
        found = told_past(reply, sentence, i)
        if found:
            strength, end = found
            yield Presupposition(
                Presupposed.CARE,
                strength,
                reply.part.name,
                word.start,
                end,
                "what the reader did or what was done with them",
            )


CONDITION_BEFORE = re.compile(r"\b(?:if|whenever|should|unless|in case|anyone|whatever|wherever|whichever)\b[^.!?;]*$")


def told_past(reply: Reply, sentence: Sentence, i: int) -> tuple[Strength, int] | None:
    words = sentence.words
    low = reply.part.low
    before = low[sentence.start : words[i].start]
    if CONDITION_BEFORE.search(before):
        return None
    aux: list[str] = [words[i].low[-3:]] if "'" in words[i].low else []
    j = i + 1
    while (
        j < len(words)
        and words[j - 1].end + 2 >= words[j].start
        and (words[j].low in AUX or words[j].low in ADVERBS or CONTRACTED_NOT.match(words[j].low))
    ):
        aux.append(words[j].low)
        j += 1
    if j >= len(words) or re.search(r"[.,;!?()]", low[words[i].end : words[j].start]):
        return ended(reply, sentence, i, j, aux)
    verb = words[j].low
    after = low[words[j].end : sentence.end]
    past_aux = (
        {"had", "was", "were", "did", "didn't", "wasn't", "weren't", "hadn't", "been"} & set(aux)
        or ("'ve" in aux)
        or {"have", "haven't"} & set(aux)
    )
    modal = {"can", "could", "may", "might", "should", "will", "would", "'ll", "must", "do", "don't", "can't"} & set(
        aux
    )
    if modal and not past_aux:
        return None
    if not past_aux and not is_past(verb):
        return present(reply, sentence, i, j)
    if verb in PRESENT_OR_PAST and not past_aux:
        return None
    if said_only(verb, after, aux):
        return None
    end = stretch(reply, sentence, j)
    telling = (
        reply.health_in(sentence.start, sentence.end)
        or CLOCK.search(sentence.low)
        or AMOUNT.search(sentence.low)
        or DAY.search(sentence.low)
    )
    if {"was", "were", "been"} & set(aux) and verb in FEELINGS:
        return None
    if reply.personal and not telling and not reply.part.has("care_noun"):
        return None
    if verb in SOFT_PAST and not telling:
        return Strength.HINTS, end
    if verb in CARE_PAST or telling or {"was", "were", "been"} & set(aux) or reply.message:
        return Strength.STATES, end
    return Strength.HINTS, end


def ended(reply: Reply, sentence: Sentence, i: int, j: int, aux: list[str]) -> tuple[Strength, int] | None:
    """A verb that closes the clause, as in "the inconvenience you had"."""
    verb = next((a for a in reversed(aux) if a in {"had", "were", "did", "got", "was"}), None)
    if verb is None or reply.personal:
        return None
    return Strength.HINTS, sentence.words[j - 1].end


HOW = re.compile(r"\b(?:how|what|whatever|when|whenever|if|anything|where|why) $")
PRESENT_CARE = re.compile(
    r"^(?:owe|owes|look (?:so |absolutely )?(?:amazing|great|gorgeous|beautiful|fabulous|incredible|"
    r"stunning)|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|"
    r"\d|mon|tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:her|his|our|the|my) (?:first|next|last|favorite|"
    r"only)\b|(?:are|'re) (?:killing|crushing|glowing|healing|seeing|doing|"
    r"recovering|feeling|walking|on (?:the|your|our)|in (?:our|the|room|good hands)|scheduled|booked|"
    r"set for|due|down for|all set|covered|"
    r"enrolled|pregnant|sober|clean|cleared|healed|back|home|stable|getting|taking|responding|making|"
    r"one of|still|healthy)|have (?:an? )?(?:\w+ )?(?:appointment|balance|bed|session|slot|refill|rash|"
    r"infection|allergy|history))\b"
)


def present(reply: Reply, sentence: Sentence, i: int, j: int) -> tuple[Strength, int] | None:
    """The present of someone in care, as in "you owe" or "you're healing"."""
    if sentence.general and not sentence.low.lstrip().startswith(("you", "so ")):
        return None
    low = reply.part.low
    word = sentence.words[i]
    if HOW.search(low, max(sentence.start, word.start - 12), word.start):
        return None
    rest = low[word.end :] if "'" not in word.low else "'re" + low[word.end :]
    m = PRESENT_CARE.match(rest.lstrip())
    if not m:
        return None
    end = word.end + (len(rest) - len(rest.lstrip())) + m.end() - (3 if "'" in word.low else 0)
    soft = re.match(
        r"look|(?:are|'re) (?:first|next|last|up|set|all set|down) (?:\w+ ){0,3}(?:on|at|for) (?:the \d|\d|mon|"
        r"tue|wed|thu|fri|sat|sun)\w*|(?:are|'re) (?:killing|crushing|glowing|doing|feeling|back|home|still|"
        r"getting|making|one of|taking)",
        m[0],
    )
    if reply.personal and soft:
        return None
    return (Strength.HINTS if soft and not reply.health_in(sentence.start, sentence.end) else Strength.STATES), max(
        end, word.end
    )


def said_only(verb: str, after: str, aux: list[str]) -> bool:
    """Whether it is something that anyone may do who writes about us."""
    if verb == "left":
        return bool(SAFE_LEFT.match(after))
    if verb in {"took", "taken"}:
        return bool(SAFE_TOOK.match(after))
    if verb in {"made", "make"}:
        return bool(SAFE_MADE.match(after))
    if verb in {"gave", "given"}:
        return bool(
            re.match(
                r" (?:us|me|our|the team|him|her|such|this|that|a|feedback)?\b(?! (?:the|your|his|her|a) (?:insurance|"
                r"card|wrong|date|history))",
                after,
            )
        )
    if verb in {"brought", "raised"}:
        return (
            bool(re.match(r" (?:this|it|that|up|these|the|your|such|a|to|so|some|joy|us|smiles|tears)\b", after))
            and "brought the" not in "brought" + after[:5]
        )
    if verb == "told":
        return bool(re.match(r" (?:us about|everyone|the world|people|your|it like|others)\b", after))
    if verb in {"asked", "ask"}:
        return bool(
            re.match(
                r"(?: (?!for (?:the|a|an|your)|dr|doctor|us to|him|her|to (?:see|have|be)|our|[a-z]+ to\b)|[.,!?]|$)",
                after,
            )
        )
    if verb in {"saw", "seen"}:
        return (
            bool(
                re.match(
                    r" (?:this|that|the (?:post|page|video|news|poster|sign|article)|our (?:post|page|video)|on)\b",
                    after,
                )
            )
            and "was" not in aux
            and "were" not in aux
        )
    if verb in {"felt", "feel"}:
        return not re.search(r"\bwhen you\b", after)
    if verb in {"found", "find"}:
        return bool(re.match(r" (?:it|this|that|us|a|(?:the|our) (?:post|page|video|article|class))\b", after))
    if verb in {"reached"}:
        return bool(re.match(r" out\b", after))
    if verb in {"loved", "liked", "love"}:
        return bool(
            re.match(
                r" (?:it|this|that|the (?:post|page|class|mural|music|video|event|show|lobby|garden|cookies|podcast)|"
                r"our (?:post|page|video)|\w+['.!])",
                after,
            )
        )
    if verb in {"sent"}:
        return bool(re.match(r" (?:this|that|us|in|it|the|a|along)\b", after))
    return verb in SAID and verb not in {"were", "are", "get"}


def stretch(reply: Reply, sentence: Sentence, j: int) -> int:
    """To the end of a short clause, or three words past the verb."""
    _, edge = sentence.clause(sentence.words[j].start, sentence.words[j].end)
    last = min(j + 4, len(sentence.words) - 1)
    return min(edge, sentence.words[last].end)


def done_to_reader(reply: Reply, sentence: Sentence) -> Iterator[Presupposition]:
    """What only happens to someone in care, as in "we moved you" or "I told you"."""
    base = sentence.start
    for m in CARE_OBJECT.finditer(sentence.low):
        if SAFE_OBJECT.search(sentence.low, max(0, m.start() - 25)):
            continue
        verb = m[0].split()[0]
        before = sentence.low[: m.start()]
        if (
            CONDITION_BEFORE.search(before)
            or re.search(r"\b(?:to|can|could|will|would|may|might|let|'ll|should)(?: (?!have\b)\w+)? $", before)
            or before.endswith(("'ll ", "'d "))
        ):
            continue
        if reply.personal and not reply.health_in(sentence.start, sentence.end):
            continue
        if not SUBJECT_WE.search(before.rstrip()) and not verb.endswith("ing"):
            continue
        if verb.endswith("ing") and (
            sentence.general_at(base + m.start(), base + m.end())
            or verb in {"helping", "having", "seeing", "watching", "serving"}
        ):
            continue
        soft = verb in {
            "know",
            "knew",
            "remember",
            "met",
            "left",
            "made",
            "got",
            "had",
            "have",
            "showed",
            "welcome",
            "welcomed",
            "helped",
        } and not reply.health_in(sentence.start, sentence.end)
        first = re.search(
            r"(?:\b(?:we|i|they|he|she|staff|(?:our|the|my) \w+(?: \w+)?|dr\.? \w+)\b(?: \w+){0,2} )?$", before
        )
        start = first.start() if first else m.start()
        yield Presupposition(
            Presupposed.CARE,
            Strength.HINTS if soft else Strength.STATES,
            reply.part.name,
            base + start,
            base + m.end(),
            "what was done with the reader",
        )
