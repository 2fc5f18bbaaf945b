"""What weighs how much when results are put in order. Figures are from `make search-eval`."""

TITLE = 0.3
"""On top of the text, which contains the title: says what it is about; more, and titles win over good answers."""

BODY = 1.0
"""The unit: a word, in any form, in the text."""

KEYWORDS = 1.0
"""Place, topics, tags, whom it is for, who took part and under which law: editors chose these words for it, so one of
them says as much as the text does. With 0.6 the text that mentions Toronto came before the idea from Toronto."""

GRAMS = 0.3
"""All 4-grams of a word together against the word itself: finds compounds and typing errors, without drowning words."""

GRAMS_NEEDED = 0.6
"""Share of a word's 4-grams a text needs to count as saying it. "Kinderbetreuung" has 12, "Betreuung der Kinder" 9 of them."""

GRAMS_NEEDED_AT_LEAST = 0.45
"""The same, when nothing says as much of any word: better a distant answer than none."""

FUNCTION_WORDS = 1.0
"""Words without a subject ("wer", "nicht"), which nearly every text says: their rarity already makes them light."""

PHRASE = 2.0
"""What was put in quotes, must be there, and weighs this much."""

PARTS = 0.3
"""The parts of a compound that the index knows ("Kinder", "Betreuung"), against the compound itself."""

CORRECTED = 0.9
"""What a word unknown to the index was probably meant to be."""

SYNONYM = 0.8
"""What editors say means the same, against the words that were typed."""

UNFINISHED = 3.0
"""A word that begins like the one being typed: about what a word of middling rarity weighs."""

PLACE = 4.0
"""A municipality that is named beside what is sought there, for every text of it and every text that says its name: about
what a rare word weighs. A fixed weight, because a profile says its own name more often than what is sought."""

PROXIMITY = 0.25
"""Two neighbouring words of the question that also stand near each other in the text."""
PROXIMITY_SLOP = 4

MEANING = 2.4
"""The cosine of question and nearest passage, against the score by words over the highest such score."""

BOTH = 1.6
"""The product of the two, where a whole question was asked: that a text says its words counts for more, the nearer it comes
to what is meant. Two of 612 German questions more have their answer first on a server; worth as much from 1.2 to 2.4."""

PROFILE = 0.4
"""Share of its score by words that the profile of a municipality keeps, unless only the municipality is named: it is short
and names all its topics, so BM25 takes a sentence in passing for an answer."""

PART = -0.15
"""Programme items, recommendations and attachments, against a page that says it as well."""

AGAIN = -0.2
"""For each hit of the same thread, or of the same meeting, that already stands above: together they are one answer, and
whoever reads it has found the others."""

IN_NAMED_PLACE = 1.0
"""Comes from the place the question names: as much as the best score by words. A topic that nobody there has written about
is then still answered from elsewhere, where it is meant, too."""

OWN_LANGUAGE = 0.2
"""For texts in the language of the question, where both languages are in the list: of a text and its translation the
reader wants the one they can surely read."""

REORDERED = 60
"""So many hits by words are put in order again by meaning; three pages of results."""

NEAR_ENOUGH = 0.3
"""From this nearness on a text is a result although it says none of the words, beside others, where a whole question was
asked."""

NEAR_WHERE_NOTHING_ELSE_IS = 0.2
"""The same, where no text says any of the words: better a distant answer than none."""

NEAR_A_WORD_THAT_NOBODY_SAYS = 0.25
"""The same for a single word, which means less than a question: "Zahnarzt" comes as near to texts about pharmacists (0.27) as
some letters by chance to any text (0.17 to 0.32)."""

WORDS_OF_A_QUESTION = 4
"""Fewer are keywords: they say what the text should say, not what is meant."""

MOST_FOUND_BY_MEANING = 10
"""Beside the texts that say a word of the question."""

NEAR_IN_OTHER_LANGUAGE = 0.15
"""The same for the list in the other language, which is short and apart: 99 of 100 right answers are nearer."""

WORDS_IN_OTHER_LANGUAGE = 0.1
"""Words weigh little there, but names are the same in both languages: recall@5 0.956 → 0.972 (de), 0.972 → 0.982 (en)."""
