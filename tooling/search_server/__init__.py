"""A real OpenSearch of one node on this machine, from the jars of Maven Central: for development and tests, not for production."""
