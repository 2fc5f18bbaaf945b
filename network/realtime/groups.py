"""The names of the groups on the channel layer, which a process joins once, whoever of its sockets listens; and of the
topics that are one person's."""

CONTROL = "lernnetz.control"
"""What every live process must hear: people who leave, sessions that end, hints."""

PERSON = "person"
"""`person:5`: what this person did in another tab, and what they are notified of."""

NEWS = "news"
"""`news:5`: something happened in a topic that this person may read."""


def topic_group(topic: str) -> str:
    return f"lernnetz.topic.{topic.replace(':', '.')}"
