"""Many runs: a file says which, Dask says where, a record keeps their rows."""
