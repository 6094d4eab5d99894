-- Documents are found by their type too. What documents are found by is written anew by the first search of a box.
truncate hub.word;
