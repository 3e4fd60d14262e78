"""Many records as one atlas: on this machine, on workers of which one dies, and as its readers see it."""
