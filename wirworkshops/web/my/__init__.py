"""What a participant opens with a secret link."""
