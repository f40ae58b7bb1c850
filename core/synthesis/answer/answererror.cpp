#include "core/synthesis/answer/answererror.h"

namespace espalier {
namespace {

const std::string kWhole =
    "send the complete source in exactly one fenced block, the opening fence naming the language, nothing left out";

/// What to do about a fault, whichever forms the prompt allows.
std::string remedy(AnswerFault fault)
{
    switch (fault) {
    case AnswerFault::TooLarge:
        return "send a shorter one: one or two sentences and one fenced block with the complete source";
    case AnswerFault::NotText:
        return "send plain UTF-8 text without NUL bytes, with the complete source in one fenced block";
    case AnswerFault::CutOff:
        return "send it again to its very end, with fewer words before the code: the complete source in one fenced "
               "block, closed by as many backquotes as opened it";
    case AnswerFault::SeveralSources:
        return "decide for one: " + kWhole;
    case AnswerFault::MixedForms:
        return "send either SEARCH/REPLACE blocks with nothing around them but prose, or the complete source in one "
               "fenced block";
    case AnswerFault::OtherLanguage:
        return "write the source in the task's language: " + kWhole;
    case AnswerFault::EmptySource:
    case AnswerFault::SameSource:
        return "make one change that the diagnosis asks for, and " + kWhole;
    case AnswerFault::NoCode:
    case AnswerFault::BadMarks:
    case AnswerFault::EmptySearch:
    case AnswerFault::SearchNotFound:
    case AnswerFault::SearchFoundTwice:
        break;
    }
    return kWhole;
}

/// The answer's edits could not be read or placed.
bool isOfEdits(AnswerFault fault)
{
    return fault == AnswerFault::BadMarks || fault == AnswerFault::EmptySearch ||
           fault == AnswerFault::SearchNotFound || fault == AnswerFault::SearchFoundTwice;
}

/// The same where the prompt offers edits too. A whole source is long, and copying it is where lines get lost.
std::string remedyWithEdits(AnswerFault fault)
{
    if (isOfEdits(fault)) {
        return "send all SEARCH/REPLACE blocks again, since none was applied, each searching for whole lines that "
               "occur exactly once, copied letter by letter with their indentation, or " +
               remedy(fault);
    }
    return remedy(fault) + (fault == AnswerFault::MixedForms ? "" : ", or SEARCH/REPLACE blocks for a small change");
}

} // namespace

std::string toString(AnswerFault fault)
{
    switch (fault) {
    case AnswerFault::TooLarge:
        return "too-large";
    case AnswerFault::NotText:
        return "not-text";
    case AnswerFault::NoCode:
        return "no-code";
    case AnswerFault::CutOff:
        return "cut-off";
    case AnswerFault::SeveralSources:
        return "several-sources";
    case AnswerFault::MixedForms:
        return "mixed-forms";
    case AnswerFault::OtherLanguage:
        return "other-language";
    case AnswerFault::BadMarks:
        return "bad-marks";
    case AnswerFault::EmptySearch:
        return "empty-search";
    case AnswerFault::SearchNotFound:
        return "search-not-found";
    case AnswerFault::SearchFoundTwice:
        return "search-found-twice";
    case AnswerFault::EmptySource:
        return "empty-source";
    case AnswerFault::SameSource:
        return "same-source";
    }
    return "unknown";
}

Error toError(const AnswerError& error)
{
    return {ErrorKind::Answer, "The answer gives no candidate", error.why, remedy(error.fault)};
}

std::string repairRequest(const AnswerError& error, bool mayEdit)
{
    return "Your answer gives no candidate: " + error.why + ". To repair it, " +
           (mayEdit ? remedyWithEdits(error.fault) : remedy(error.fault)) + ".";
}

} // namespace espalier
