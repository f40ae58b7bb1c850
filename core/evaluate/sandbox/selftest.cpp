#include "core/evaluate/sandbox/selftest.h"

#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/sandbox/buildcommand.h"

#include <algorithm>
#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMemory = std::size_t{512} << 20; ///< limit of a trial; the attempts want 1 GiB
constexpr int kRefusedCall = 128 + SIGSYS;              ///< how bubblewrap passes a death by signal on

/// A port of this machine that accepts connections while this lives.
class Listener
{
public:
    Listener()
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* any = reinterpret_cast<sockaddr*>(&address);
        if (bind(m_socket, any, size) == 0 && listen(m_socket, 4) == 0 && getsockname(m_socket, any, &size) == 0) {
            m_port = ntohs(address.sin_port);
        }
    }
    ~Listener() { close(m_socket); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int port() const { return m_port; }

private:
    int m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
};

struct Attempt
{
    const char* title;
    const char* name; ///< for espalier-worker --attempt
    std::string argument;
};

/// The worker's own command in the run sandbox, locked down as for a candidate.
ProcessSpec runSpec(const Sandbox& sandbox, const fs::path& worker, const Attempt& attempt)
{
    ProcessSpec spec;
    if (sandbox.bubblewrap) {
        spec.argv = runSandbox(*sandbox.bubblewrap, worker, {{"LANG", "C.UTF-8"}});
        spec.argv.emplace_back(kWorkerInside);
    } else {
        spec.argv = {worker.string()};
    }
    spec.argv.insert(spec.argv.end(), {"--try", std::to_string(kMemory), attempt.name, attempt.argument});
    spec.timeout = std::chrono::seconds(10);
    return spec;
}

ProcessSpec buildSpec(const Sandbox& sandbox, const fs::path& worker, const fs::path& folder, const Attempt& attempt)
{
    const ProcessLimits limits{std::chrono::seconds(10), kMemory, std::size_t{1} << 20, std::size_t{1} << 20, 64};
    const std::string program = sandbox.bubblewrap ? kWorkerInside : worker.string();
    return confinedBuild(sandbox, worker, folder, {program, "--attempt", attempt.name, attempt.argument}, limits);
}

Trial judged(const char* sandbox, const Attempt& attempt, const Result<ProcessOutcome>& run)
{
    Trial trial{sandbox, attempt.title, false, "nothing stopped it"};
    const std::size_t said = run ? run->output.find("trying\n") : std::string::npos;
    if (said == std::string::npos) {
        trial.how = "the sandbox did not start";
        return trial;
    }
    if (run->succeeded()) {
        return trial;
    }
    trial.held = true;
    const std::string why = run->output.substr(said + std::strlen("trying\n"));
    trial.how = run->exceeded                                            ? "stopped at the limit of the whole tree"
                : run->timedOut                                          ? "stopped after 10 s"
                : run->signal == SIGSYS || run->exitCode == kRefusedCall ? "the system-call filter ended it"
                : why.empty()                                            ? "it was ended"
                                                                         : "refused: " + why;
    return trial;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

} // namespace

std::vector<Trial> testSandboxes(const Sandbox& sandbox, const fs::path& worker)
{
    const TemporaryFolder folder;
    const Listener listener;
    const char* home = std::getenv("HOME");
    const auto attempts = [&](bool processes) {
        return std::vector<Attempt>{{"read the home folder", "read", home && *home ? home : "/root"},
                                    {"write /usr", "write", "/usr/espalier-trial"},
                                    {"connect to this machine", "connect", std::to_string(listener.port())},
                                    {"signal this program", "signal", std::to_string(getpid())},
                                    {"take too much memory", processes ? "memories" : "memory", "1024"},
                                    {"start 500 processes", "processes", "500"}};
    };
    std::vector<Trial> trials;
    for (const Attempt& attempt : attempts(true)) {
        trials.push_back(judged("build", attempt, runProcess(buildSpec(sandbox, worker, folder.path(), attempt))));
    }
    for (const Attempt& attempt : attempts(false)) {
        trials.push_back(judged("run", attempt, runProcess(runSpec(sandbox, worker, attempt))));
    }
    return trials;
}

StartCost measureStarts(const Sandbox& sandbox, const fs::path& worker, int starts)
{
    const TemporaryFolder folder;
    const Attempt nothing{"", "nothing", ""};
    Sandbox bare = sandbox;
    bare.bubblewrap.reset();
    const std::vector<std::pair<ProcessSpec, double StartCost::*>> kinds{
        {buildSpec(bare, worker, folder.path(), nothing), &StartCost::buildBare},
        {buildSpec(sandbox, worker, folder.path(), nothing), &StartCost::build},
        {runSpec(bare, worker, nothing), &StartCost::runBare},
        {runSpec(sandbox, worker, nothing), &StartCost::run}};
    std::vector<std::vector<double>> ms(kinds.size());
    for (int i = 0; i < starts; ++i) {
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const auto run = runProcess(kinds[kind].first);
            ms[kind].push_back(run ? 1000 * run->seconds : 0);
        }
    }
    StartCost cost;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        cost.*kinds[kind].second = median(std::move(ms[kind]));
    }
    return cost;
}

} // namespace espalier
