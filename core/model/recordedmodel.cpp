#include "core/model/recordedmodel.h"

#include "core/model/mailboxmodel.h"

namespace espalier {

namespace fs = std::filesystem;

Result<RecordedAnswers> answersFrom(const fs::path& folder)
{
    std::error_code failed;
    fs::directory_iterator entries(folder, failed);
    if (failed) {
        return Error{ErrorKind::Usage, "cannot read the recording " + folder.string(), failed.message(),
                     "name the folder of a mailbox that was answered"};
    }
    RecordedAnswers answers;
    for (const fs::directory_entry& entry : entries) {
        if (!entry.is_directory(failed)) {
            continue;
        }
        std::vector<std::string> turns;
        for (;;) {
            auto answer = answerIn(entry.path(), turns.size());
            if (!answer) {
                return answer.error();
            }
            if (!*answer) {
                break;
            }
            turns.push_back(**std::move(answer));
        }
        if (!turns.empty()) {
            answers.emplace(entry.path().filename().string(), std::move(turns));
        }
    }
    return answers;
}

Result<ModelReply> RecordedModel::ask(const ModelRequest& request, const OnText& onText, std::stop_token /*stop*/) const
{
    const auto step = m_answers.find(request.label);
    const std::size_t turn = request.turns.size() / 2;
    if (step == m_answers.end() || turn >= step->second.size()) {
        return Error{ErrorKind::Answer, "the recording " + m_source + " has no answer to " + request.label,
                     "it was not asked then", "let the search continue elsewhere"};
    }
    if (onText) {
        onText(step->second[turn]);
    }
    return ModelReply{step->second[turn], "replay", {}};
}

} // namespace espalier
