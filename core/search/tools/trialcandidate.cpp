#include "core/search/tools/trialcandidate.h"

#include "core/model/conversationtext.h"
#include "core/synthesis/answer/answerlines.h"
#include "core/synthesis/answer/parseanswer.h"
#include "core/synthesis/answer/plaintext.h"

namespace espalier {
namespace {

/// Whether the text is written as an answer is: it has the mark of an edit, or begins with a fence. No source compiles
/// that begins so.
bool isAnswer(std::string_view text)
{
    bool first = true;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (markOf(line) == Mark::Search || (first && fenceOf(line).length > 0)) {
            return true;
        }
        first = first && isBlank(line);
    }
    return false;
}

} // namespace

Result<Candidate> trialCandidate(const std::string& source, const Candidate& parent)
{
    const std::string answer = isAnswer(source) ? source : fencedAnswer(source, parent.language);
    auto parsed = parseAnswer(answer, parent.source, parent.language);
    if (const auto* fault = std::get_if<AnswerError>(&parsed)) {
        return Error{ErrorKind::Answer, "the source gives no candidate", fault->why, ""};
    }
    Candidate candidate = parent;
    candidate.source = std::get<ParsedAnswer>(std::move(parsed)).source;
    return candidate;
}

} // namespace espalier
