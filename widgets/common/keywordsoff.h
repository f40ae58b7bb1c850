// Ends keywordson.h.
#undef signals
#undef slots
#undef emit
#undef foreach
