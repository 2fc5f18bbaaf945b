"""The names of the groups on the channel layer. A process joins a group once, whoever of its sockets listens."""

CONTROL = "lernnetz.control"
"""What every live process must hear: people who leave, sessions that end."""


def topic_group(topic: str) -> str:
    return f"lernnetz.topic.{topic.replace(':', '.')}"
