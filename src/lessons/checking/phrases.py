"""Makes typesetting alike in a text, and takes phrases of several words that are one to us for one word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The number of a reference behind a word, a full stop or a bracket ("delivery.1 These", "Plan28", "time.11 12").
REFERENCE = re.compile(
    r"[⁰¹²³⁴-⁹⁻]+|(?<=[a-z’”\")])(?<!\b[A-Za-z])\d{1,2}(?:[–,-]\d{1,2})*(?=[\s:;,.]|$)"
    r"|(?<=[a-z)’”\"][.,])\d{1,2}(?:[–, -]\d{1,2})*(?=\s+[A-Z]|\s*$|\s[a-z])"
)
JOINED_PREFIX = re.compile(r"\b(inter|intra|semi|multi|micro|socio|co|re|non|over|under|up)-(?=[a-z])", re.IGNORECASE)


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Text with one kind of quotation mark, dash and blank, and without the numbers of references."""
    text = unicodedata.normalize("NFC", text)
    text = REFERENCE.sub("", text)
    text = re.sub(r"[‘’‛ʼ`´]", "'", text)
    text = re.sub(r"[“”„‟«»]", '"', text)
    text = re.sub(r"\s+[–-]\s+|—", " -- ", text).replace("...", "…")
    return JOINED_PREFIX.sub(r"\1", text).replace("per cent", "%").replace(" %", "%")


# Several words that are one to us: what they are taken for.
PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"\b(?:{said})\b", re.IGNORECASE), meant)
    for said, meant in (
        (
            r"h[oe]ld(?:s|ing)? (?:\w+ )?back|set(?:s|ting)? back|(?:get|got|gets|getting|stand|stood)s? in the way of",
            "hinder",
        ),
        (
            r"(?:take|took|taking|taken|takes)(?: a| an)?(?: \w+)? part in|(?:take|took|taking|taken|takes) part",
            "participate in",
        ),
        (r"(?:take|took|taking|taken|takes) place", "happen"),
        (r"(?:carry|carried|carries|carrying) on|(?:go|goes|went|gone|going) on", "continue"),
        (r"(?:carry|carried|carries|carrying) out", "conduct"),
        (r"set(?:s|ting)? up", "establish"),
        (r"signed up|sign up|signing up", "committed"),
        (r"buy[- ]in", "buyin"),
        (r"back[- ]?fill(?:ing|ed)?", "backfill"),
        (r"front[- ]line", "frontline"),
        (r"health[- ]care", "healthcare"),
        (r"get(?:ting|s)? going|got going|get(?:ting|s)? under ?way|got under ?way", "start"),
        (r"up[- ]to[- ]date|up[- ]to[- ]speed", "uptodate"),
        (r"make sure|makes sure|making sure|made sure", "ensure"),
        (r"(?:a|the) (?:lot|great deal|good deal) of|lots of|plenty of", "much"),
        (r"as a whole", "overall"),
        (r"system[- ]wide|whole[- ]system", "systemwide"),
        (r"region[- ]wide", "regionwide"),
        (r"top[- ]down", "topdown"),
        (r"bottom[- ]up", "bottomup"),
        (r"face[- ]to[- ]face|in person", "facetoface"),
        (r"new care models?(?: programme)?|NCMs?", "NCM"),
        (r"general practitioners?", "GP"),
        (r"(?:the |a )?(?:large )?majority of", "most of"),
        (r"A&E|A & E", "accident and emergency"),
        (r"Five Year Forward View", "5YFV"),
        (r"long[- ]term", "longterm"),
        (r"short[- ]term", "shortterm"),
        (r"joined[- ]up|joining up|join up|joins up", "integrated"),
        (r"(?:ask|asked|asks|asking) for", "request"),
        (r"(?:brought|bring|bringing|brings) about", "cause"),
        (r"(?:came|come|comes|coming) about", "happen"),
        (r"(?:look|looks|looked|looking) at", "examine"),
        (r"(?:put|puts|putting) in place", "establish"),
        (r"roll(?:ed|ing|s)? out|roll(?:ed|ing|s)? (?:models|them|it) out", "spread"),
        (r"as well as", "and"),
        (r"(?:was|were|is|are|be|being) (?:not present|absent|missing|lacking|not there)", "wasmissing"),
        (r"(?:cut|cuts|cutting) across|(?:at|in) odds with|(?:go|goes|went|going) against", "counter to"),
        (r"(?:have|has|had|having) to", "haveto"),
        (r"(?:call|calls|called|calling) for", "recommend"),
        (r"(?:pay|paid|paying|pays)(?: close| more| closer)? attention to", "attention to"),
        (r"(?:win|winning|won) over|(?:get|getting|got)(?: \w+){0,3} on board", "persuade"),
        (r"ran out|run out|runs out|dr(?:y|ied|ies) up", "end"),
        (r"(?:at|on) the same time", "while"),
        (r"(?:be|is|are|was|were) (?:aware|conscious) of", "know"),
        (r"(?:point|points|pointed|pointing) (?:to|out)", "highlight"),
        (r"(?:deal|deals|dealt|dealing|cope|copes|coped|coping) with|(?:tackle|tackles|tackled|tackling)", "address"),
        (r"(?:rest|rests|rested|resting) on", "based on"),
        (r"day job|day-to-day (?:job|work|tasks)", "everyday responsibilities"),
        (r"turn(?:s|ed|ing)? into", "become"),
        (r"no one", "nobody"),
        (
            r"(?:the|its) (?:abstract|introduction|discussion|conclusions?)(?: section)? (?=[a-z]+s that\b)",
            "the paper ",
        ),
        (r"(?:according to|in) the (?:abstract|introduction|discussion|conclusions?)(?: section)?", "in the paper"),
        (
            r"people (?:that|who) (?:go|come) to (?=(?:\w+ ){0,2}(?:hospitals?|surger(?:y|ies)|clinics?)\b)",
            "patients of ",
        ),
        (r"(?:very much )?up for", "keen on"),
        (r"members of the (?:general )?public", "the public"),
        (r"first (?=[a-z]+ed +(?:on|in|at|by|as)\b)", ""),
        (r"(?:falls?|fell|stands?|stood|sits?|lies|lay) (?=(?:below|above)\b)", "is "),
        (r"across the board", "overall"),
        (r"in (?:answer|response|reply) to|in the light of|in view of", "given"),
        (r"(?:with regard|in relation|with respect) to|in terms of|on the subject of", "about"),
        (r"(?:conflict|clash)(?:s|ed|ing)? with|(?:is|are|was|were) in conflict with", "counter to"),
        (r"simultaneously|concurrently|in parallel", "while"),
        (r"a (?:good|great) deal", "considerably"),
        (r"per (?:head|person|capita)", "percapita"),
        (r"opposite numbers?", "counterpart"),
        (r"long[- ]standing", "longstanding"),
        (r"(?:find|finds|found|finding) out|work(?:s|ed|ing)? out", "discover"),
        (r"(?:give|gives|gave|given|giving) rise to", "cause"),
        (r"in charge of", "responsible for"),
        (r"into (?:practice|effect|action)", "implement"),
        (r"speed(?:s|ed|ing)? up|sped up", "accelerate"),
        (r"had it not been for|if it were not for|were it not for", "butfor"),
        (r"Sept?", "September"),
        *(
            (month[:3], month)
            for month in ["January", "February", "June", "July", "August", "October", "November", "December"]
        ),
    )
)


def worded(text: str) -> str:
    """Plain text in which phrases are one word."""
    text = plain(text)
    for pattern, meant in PHRASES:
        text = pattern.sub(meant, text)
    return text
