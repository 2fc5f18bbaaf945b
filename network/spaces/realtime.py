"""The topic of a space. What happens in it is registered by the package that keeps the log."""

PREFIX = "space"


def topic_of(space_id: int) -> str:
    return f"{PREFIX}:{space_id}"
