"""One module a noun. `load()` makes what is not there yet and yields after each entry, so that progress can be shown."""
