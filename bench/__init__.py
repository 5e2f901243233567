"""What it costs: `make bench`. Ratios against a yardstick under the same server in the same run."""
