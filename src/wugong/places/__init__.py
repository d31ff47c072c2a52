"""The administrative tree: places whose code is their address, from the county down to the group."""
