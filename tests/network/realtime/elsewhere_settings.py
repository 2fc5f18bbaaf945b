"""The test settings, on the database and the Redis of the test that runs."""

import os

from network.config.settings.test import *  # noqa: F403

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [os.environ["REDIS_URL"]], "prefix": "lernnetz-test"},
    }
}
