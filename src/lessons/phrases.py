"""Every sentence that the program itself says in an answer. The study's words never stand here."""

from __future__ import annotations

NOT_IN_SOURCES = "The sources do not answer this."
NEAREST = "The nearest thing that they say:"
UNCLEAR = "Please say a little more: what would you like to know about the Vanguards study?"
NO_QUOTE = "No participant quote in the paper speaks to this."
NO_SUCH_SPEAKER = "Nobody who fits that is quoted in the paper. These people are: {people}."
AUTHORS_WORDS = "These are the authors' own words. No participant is quoted as saying them."
SAID_BY = "{speaker} said:"
ONLY_IN = "This stands only in “{label}”: {status}."
FROM_VERSION = "Cited from “{label}”: {status}."
PARTLY = "The sources answer a part of this only."
NOT_COVERED = "They do not say anything about: {words}."
SEVERAL_VERSIONS = "The wording in each version:"
FROM_COUNT = "{shown} of {total} participant quotes that fit are shown."
VOICES = "{voices} of the 19 participant quotes in the paper are shown here, from {pilots}."
