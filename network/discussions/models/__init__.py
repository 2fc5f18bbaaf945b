from network.discussions.models.conversation import POSTS_PER_PAGE, Change, Post, PostVersion, Thread
from network.discussions.models.reading import SpaceRead, ThreadRead

__all__ = ["POSTS_PER_PAGE", "Change", "Post", "PostVersion", "SpaceRead", "Thread", "ThreadRead"]
