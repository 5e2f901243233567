"""Tests of wirworkshops.documents."""
