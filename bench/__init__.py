"""How the atlas grows with its work, measured beside other tools: made-up records, peers, pages, and the report."""
