"""PostgreSQL and Valkey from their wheels, started for the tests and ended with them."""
