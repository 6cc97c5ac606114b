"""One run of a notebook: found, named by its identity, executed, limited."""
