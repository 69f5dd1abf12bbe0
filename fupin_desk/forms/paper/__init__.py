"""What a printed page is made of: the PDF file, its embedded faces, cells in place, pictures."""
