"""Pages over WSGI: the same answer costs a fraction of what it costs over ASGI."""

import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
# Only the proxy of the compose file reaches this port.
forwarded_allow_ips = os.environ.get("PROXY_ADDRESSES", "*")
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None
