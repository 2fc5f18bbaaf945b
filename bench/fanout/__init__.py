"""Third part of `make bench`: what it costs to tell many sockets of a post, against two peers in the same run."""
