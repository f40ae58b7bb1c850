#pragma once

#include "core/evaluate/evaluator.h"
#include "core/evaluate/judge/messages.h"

#include <filesystem>
#include <memory>
#include <sys/types.h>

namespace espalier {

/// The program's end of one espalier-judge: starts it, asks, and takes what it says for hostile. The judge goes when
/// the object dies, and when the program does. One thread at a time.
class JudgeClient
{
public:
    static Result<std::unique_ptr<JudgeClient>> start(const std::filesystem::path& program);
    ~JudgeClient();
    JudgeClient(const JudgeClient&) = delete;
    JudgeClient& operator=(const JudgeClient&) = delete;

    /// Takes as long as the baselines need to be raced.
    Result<Opened> open(const OpenRequest& request, std::stop_token stop = {});

    /// An error of kind Interrupted after a stop or when the judge gave the evaluation up; of any other kind when the
    /// judge died or spoke nonsense, after which this object is of no more use.
    Result<Evaluation> evaluate(const EvaluateRequest& request, const StageCallback& stage, std::stop_token stop);

    pid_t pid() const { return m_pid; }

private:
    JudgeClient() = default;

    Result<Reply> ask(const Request& request, const StageCallback& stage, std::chrono::milliseconds silence,
                      const std::stop_token& stop);
    Result<Reply> readReply(const StageCallback& stage, std::chrono::milliseconds timeout, const std::stop_token& stop);

    pid_t m_pid = -1;
    int m_socket = -1;
};

} // namespace espalier
