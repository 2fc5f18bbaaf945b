"""The verbs of threads and posts."""

from network.discussions.actions.files import Attached, add_file, remove_file
from network.discussions.actions.hiding import hide_post, lock_around, restore_post
from network.discussions.actions.merging import merge_threads
from network.discussions.actions.moving import move_thread
from network.discussions.actions.polls import change_poll, close_poll, vote
from network.discussions.actions.posts import delete_post, edit_post, open_thread, publish_post
from network.discussions.actions.reactions import set_reaction
from network.discussions.actions.references import end_reference, refer_to_thread
from network.discussions.actions.splitting import split_thread
from network.discussions.actions.threads import (
    accept_answer,
    recast_thread,
    rename_thread,
    set_thread_closed,
    set_thread_pinned,
)

__all__ = [
    "Attached",
    "accept_answer",
    "add_file",
    "change_poll",
    "close_poll",
    "delete_post",
    "edit_post",
    "end_reference",
    "hide_post",
    "lock_around",
    "merge_threads",
    "move_thread",
    "open_thread",
    "publish_post",
    "recast_thread",
    "refer_to_thread",
    "remove_file",
    "rename_thread",
    "restore_post",
    "set_reaction",
    "set_thread_closed",
    "set_thread_pinned",
    "split_thread",
    "vote",
]
