"""Tells this process from others on the channel layer."""

import uuid

PROCESS_ID = uuid.uuid4().hex
