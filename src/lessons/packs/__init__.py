"""What people take away as files: saved conversations. Word documents are made in here."""
