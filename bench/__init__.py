"""What a page costs: SQL, CPU against a view that says "hello", and the weight a reader loads."""
