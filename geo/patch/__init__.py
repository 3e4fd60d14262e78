"""Changes to the record that somebody proposes: read, applied in memory, remembered where they were refused."""
