"""What the office allows: pure rules on top of each file, verbs below, queries last."""
