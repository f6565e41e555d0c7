"""What each constraint of FET says in our words: one file for each family."""
