#pragma once

#include "core/model/model.h"

#include <filesystem>

namespace espalier {

/// A folder watched by a person or a program, here or on another machine. Each request becomes a folder below it, named
/// by the request's label:
///   prompt.md            what is asked, system text and all
///   parent.cpp, …        the files of the request
///   answer.md            dropped in by whoever answers: an answer as any model writes it
///   answer.cpp, .cl, .c  or a bare source instead of it
///   prompt-2.md, …       the next turn, where the answer cannot be used; answer-2.md replies to it
/// An answer counts once it has not changed for a second, so it may be copied slowly. A request that is made again
/// finds its answer; a folder that holds another prompt is moved aside to LABEL-old-1 first, nothing is thrown away. A
/// later turn that differs from the one that was answered is taken for it: the prompt stays as it was answered.
class MailboxModel final : public Model
{
public:
    explicit MailboxModel(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Waits without end: people sleep. ErrorKind::Machine where the folder cannot be written.
    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override;
    std::string name() const override { return "mailbox:" + m_folder.string(); }

private:
    Result<void> post(const ModelRequest& request, const std::filesystem::path& folder) const;

    std::filesystem::path m_folder;
};

/// "" for the first turn, "-2" for the second: what the names of a turn's files end in.
std::string turnSuffix(std::size_t turn);

/// The answer to a turn (from 0) in a request's folder; nothing while there is none. A bare source comes as the fenced
/// block it stands for. ErrorKind::Answer: it is too long, or cannot be read.
Result<std::optional<std::string>> answerIn(const std::filesystem::path& folder, std::size_t turn);

} // namespace espalier
