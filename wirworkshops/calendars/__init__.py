"""From rows to iCalendar: one vevent() for every feed, download and invitation."""
