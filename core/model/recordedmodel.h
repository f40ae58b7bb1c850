#pragma once

#include "core/model/model.h"

#include <filesystem>
#include <map>
#include <vector>

namespace espalier {

/// The answers of a recorded session by label ("step-0012") and turn.
using RecordedAnswers = std::map<std::string, std::vector<std::string>, std::less<>>;

/// A mailbox's folder that has been answered, as such answers. Steps without an answer are left out; what cannot be
/// read is an error.
Result<RecordedAnswers> answersFrom(const std::filesystem::path& folder);

/// A recording that answers again what was answered then, step by step, whatever the prompt says: figures in prompts
/// differ from run to run. ErrorKind::Answer for a step it does not have.
class RecordedModel final : public Model
{
public:
    RecordedModel(RecordedAnswers answers, std::string source)
        : m_answers(std::move(answers)), m_source(std::move(source))
    {
    }

    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override;
    std::string name() const override { return "replay:" + m_source; }

private:
    RecordedAnswers m_answers;
    std::string m_source; ///< folder or session, for people
};

} // namespace espalier
