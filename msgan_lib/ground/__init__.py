"""What everything else stands on: files, folders, errors, seeds, devices, processes."""
