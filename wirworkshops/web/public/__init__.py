"""What strangers see: the same for all of them, so that it can be kept ready."""
