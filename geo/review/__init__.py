"""A page in which a person decides what enters the record of a text, or of what somebody proposes: it gives a patch."""
