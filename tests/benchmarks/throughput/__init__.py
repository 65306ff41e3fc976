"""Back-fill in four ways: Accord's own, and three programs that do the same work otherwise."""
