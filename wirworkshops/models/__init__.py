"""What is stored, and what the database itself refuses. One file for each noun."""
