"""`make faults`: Redis, a live process, the pages and PostgreSQL are killed and frozen while members write and read."""
