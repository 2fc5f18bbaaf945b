from network.discussions.models.conversation import POSTS_PER_PAGE, Change, Post, PostVersion, Thread
from network.discussions.models.reactions import Reaction
from network.discussions.models.reading import SpaceRead, ThreadRead

__all__ = ["POSTS_PER_PAGE", "Change", "Post", "PostVersion", "Reaction", "SpaceRead", "Thread", "ThreadRead"]
