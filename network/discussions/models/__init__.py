from network.discussions.models.conversation import POSTS_PER_PAGE, Change, Post, PostVersion, Thread
from network.discussions.models.files import PostFile
from network.discussions.models.hiding import HiddenText
from network.discussions.models.places import FormerNumber, FormerThread, PostRead
from network.discussions.models.polls import Poll, PollVote
from network.discussions.models.reactions import Reaction
from network.discussions.models.reading import SpaceRead, ThreadRead
from network.discussions.models.received import ReceivedMail
from network.discussions.models.references import ThreadReference
from network.discussions.models.untold import UntoldPost

__all__ = [
    "POSTS_PER_PAGE",
    "Change",
    "FormerNumber",
    "FormerThread",
    "HiddenText",
    "Poll",
    "PollVote",
    "Post",
    "PostFile",
    "PostRead",
    "PostVersion",
    "Reaction",
    "ReceivedMail",
    "SpaceRead",
    "Thread",
    "ThreadRead",
    "ThreadReference",
    "UntoldPost",
]
