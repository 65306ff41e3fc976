"""Text to agreements: sentences, mentions, candidates, roles, facts, each with its words."""
