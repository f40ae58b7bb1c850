// espalier-judge: one task's judge behind two pipes. Requests come on standard input, replies go to standard output,
// both as frames (core/evaluate/judge/frame.h); it ends when its input does.

#include "core/evaluate/judge/frame.h"
#include "core/evaluate/judge/judge.h"

#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

using namespace espalier;

/// Where replies go: standard output as it was at the start. A reference that prints goes to standard error instead.
int takeReplies()
{
    const int replies = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    return replies;
}

/// True when the program has cancelled, or has gone.
bool cancelled()
{
    pollfd wait{STDIN_FILENO, POLLIN, 0};
    return poll(&wait, 1, 0) > 0;
}

Reply answer(std::unique_ptr<Judge>& judge, const Request& request, int replies)
{
    if (const auto* open = std::get_if<OpenRequest>(&request)) {
        auto opened = Judge::open(*open);
        if (!opened) {
            return opened.error();
        }
        judge = std::move(*opened);
        return judge->opened();
    }
    if (const auto* evaluate = std::get_if<EvaluateRequest>(&request); evaluate && judge) {
        const auto stage = [&](std::string_view name) { writeFrame(replies, toText(Reply(Stage{std::string(name)}))); };
        if (auto evaluation = judge->evaluate(*evaluate, stage, cancelled)) {
            return Judged{std::move(*evaluation)};
        }
        return Error{ErrorKind::Interrupted, "the evaluation was not finished", "it was cancelled or the baseline died",
                     "evaluate it again"};
    }
    return Error{ErrorKind::Usage, "the judge was asked out of turn", "it has no task yet", "open one first"};
}

int serve(int replies)
{
    std::unique_ptr<Judge> judge;
    for (;;) {
        const auto text = readFrame(STDIN_FILENO);
        if (!text || !*text) {
            return text ? 0 : 3;
        }
        const auto request = requestFromText(**text);
        if (request && std::holds_alternative<CancelRequest>(*request)) {
            continue; // it has been obeyed, or there was nothing to cancel
        }
        const Reply reply = request ? answer(judge, *request, replies) : Reply(request.error());
        if (!writeFrame(replies, toText(reply))) {
            return 3;
        }
    }
}

} // namespace

int main(int argc, char**)
{
    prctl(PR_SET_TIMERSLACK, 1000UL); // waiting for a worker to stop is done in steps of 20 µs, not of 70
    if (argc > 1 || isatty(STDIN_FILENO) != 0) {
        std::fputs("espalier-judge is started by espalier; use espalier evaluate.\n", stderr);
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_DUMPABLE, 0); // nobody reads expected outputs from its memory
    return serve(takeReplies());
}
