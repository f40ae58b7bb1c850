#pragma once

#include "core/model/model.h"

#include <chrono>
#include <vector>

namespace espalier {

/// Any program: the conversation on its standard input, its answer on standard output. It runs with the user's own
/// environment and rights, as every program the user starts, and once for each turn. At the time-out and on stop it is
/// killed with everything it started.
class CommandModel final : public Model
{
public:
    /// `argv` is not empty; the program is looked up on PATH.
    explicit CommandModel(std::vector<std::string> argv, std::chrono::seconds patience = std::chrono::minutes(10))
        : m_argv(std::move(argv)), m_patience(patience)
    {
    }

    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override;
    std::string name() const override { return "command:" + m_argv.front(); }

private:
    std::vector<std::string> m_argv;
    std::chrono::seconds m_patience;
};

} // namespace espalier
