#!/bin/sh
# web | live | worker | migrate | any manage.py command
set -eu
case "${1:-web}" in
  web) exec gunicorn --config docker/gunicorn.conf.py network.config.wsgi:application ;;
  live) exec uvicorn network.config.asgi:application --host 0.0.0.0 --port 8000 --ws-max-size 131072 --ws-per-message-deflate false --workers "${LIVE_PROCESSES:-1}" \
    --no-proxy-headers --timeout-graceful-shutdown 10 --log-level warning ;;
  worker) exec python manage.py work ;;
  migrate) python manage.py migrate --noinput && exec python manage.py set_up_site ;;
  *) exec python manage.py "$@" ;;
esac
