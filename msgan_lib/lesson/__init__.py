"""What a lesson calls besides the science: its run, checks, quizzes, recorded rows."""
