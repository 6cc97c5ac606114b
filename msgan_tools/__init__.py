"""The command `msgan`: what runs, sweeps, builds and checks notebooks from outside."""
