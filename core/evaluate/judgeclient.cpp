#include "core/evaluate/judgeclient.h"

#include "core/evaluate/judge/frame.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace espalier {
namespace {

using Milliseconds = std::chrono::milliseconds;

/// No evaluation takes this long: a judge that is silent for so long hangs.
constexpr Milliseconds kSilence{600'000};
/// What opens races the baselines, and one that searches for its own best form compiles for minutes at each size.
constexpr Milliseconds kSilenceOpening{3'600'000};
constexpr Milliseconds kAfterCancel{10'000};

Error died(const char* why)
{
    return {ErrorKind::Machine, "the judge was lost", why, "the evaluation can be repeated"};
}

} // namespace

Result<std::unique_ptr<JudgeClient>> JudgeClient::start(const std::filesystem::path& program)
{
    // One socket pair instead of two pipes: a write to a judge that is gone answers EPIPE and raises no signal in the
    // program.
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return died(std::strerror(errno));
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::string path = program.string();
    std::array<char*, 2> argv{path.data(), nullptr};
    std::unique_ptr<JudgeClient> client(new JudgeClient);
    const int code = posix_spawn(&client->m_pid, path.c_str(), &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    client->m_socket = ends[0];
    if (code != 0) {
        client->m_pid = -1;
        return Error{ErrorKind::Machine, "cannot start " + path, std::strerror(code), "install Espalier anew"};
    }
    return client;
}

JudgeClient::~JudgeClient()
{
    close(m_socket);
    if (m_pid > 0) {
        kill(m_pid, SIGKILL); // its workers die with it (PR_SET_PDEATHSIG)
        waitpid(m_pid, nullptr, 0);
    }
}

Result<Reply> JudgeClient::readReply(const StageCallback& stage, Milliseconds timeout, const std::stop_token& stop)
{
    for (;;) {
        auto text = readFrame(m_socket, timeout, stop);
        if (!text) {
            return text.error();
        }
        if (!*text) {
            return died("its process ended");
        }
        auto reply = replyFromText(**text);
        if (!reply) {
            return reply.error();
        }
        if (const auto* reached = std::get_if<Stage>(&*reply)) {
            stage(reached->name);
            continue;
        }
        return reply;
    }
}

Result<Reply> JudgeClient::ask(const Request& request, const StageCallback& stage, Milliseconds silence,
                               const std::stop_token& stop)
{
    const auto send = [&](const Request& what) { return writeFrame(m_socket, toText(what)); };
    if (!send(request)) {
        return died("its process ended");
    }
    auto reply = readReply(stage, silence, stop);
    if (!reply && stop.stop_requested()) {
        if (!send(CancelRequest{})) {
            return died("its process ended");
        }
        return readReply(stage, kAfterCancel, {});
    }
    return reply;
}

Result<Opened> JudgeClient::open(const OpenRequest& request, std::stop_token stop)
{
    auto reply = ask(request, [](std::string_view) {}, kSilenceOpening, stop);
    if (!reply) {
        return reply.error();
    }
    if (auto* opened = std::get_if<Opened>(&*reply)) {
        return std::move(*opened);
    }
    const auto* error = std::get_if<Error>(&*reply);
    return error ? *error : died("it answered another question");
}

Result<Evaluation> JudgeClient::evaluate(const EvaluateRequest& request, const StageCallback& stage,
                                         std::stop_token stop)
{
    auto reply = ask(request, stage, kSilence, stop);
    if (!reply) {
        return reply.error();
    }
    if (auto* judged = std::get_if<Judged>(&*reply)) {
        return std::move(judged->evaluation);
    }
    const auto* error = std::get_if<Error>(&*reply);
    return error ? *error : died("it answered another question");
}

} // namespace espalier
