#pragma once

#include "core/base/result.h"

#include <string>

namespace espalier {

/// Why a reply gives no candidate. Kept with the step, so that failures can be counted by their kind.
enum class AnswerFault {
    TooLarge,         ///< the answer, its number of blocks or the source it gives is over its cap
    NotText,          ///< NUL bytes, or bytes that are not UTF-8
    NoCode,           ///< a refusal, chatter or silence: no fenced block and no edit
    CutOff,           ///< ends inside a fenced block or an edit
    SeveralSources,   ///< more than one fenced block
    MixedForms,       ///< edits and a whole source in one answer
    OtherLanguage,    ///< the fence names another language than the task's
    BadMarks,         ///< SEARCH, =======, REPLACE misspelt or out of order
    EmptySearch,      ///< an edit that names no place
    SearchNotFound,   ///< an edit whose lines are not in the source
    SearchFoundTwice, ///< an edit whose lines are in the source more than once
    EmptySource,      ///< nothing but blanks
    SameSource,       ///< the parent's own source
};

/// A reply that gives no candidate: a recorded outcome of the step, not a failure of the program.
struct AnswerError
{
    AnswerFault fault = AnswerFault::NoCode;
    std::string why; ///< a clause on one line, without a full stop; may quote the answer, cleaned and shortened
};

/// The fault's name as it is recorded: "search-not-found".
std::string toString(AnswerFault fault);

/// The error for whoever wrote the answer or reads the record: ErrorKind::Answer.
Error toError(const AnswerError& error);

/// What is sent back in the one turn in which an answer may be repaired: what was wrong with it and what to send.
/// `mayEdit`: the prompt offered SEARCH/REPLACE blocks, and they are offered again.
std::string repairRequest(const AnswerError& error, bool mayEdit);

} // namespace espalier
