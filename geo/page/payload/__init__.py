"""The contract between Python and JavaScript: everything the page holds, in columns and in blocks."""
