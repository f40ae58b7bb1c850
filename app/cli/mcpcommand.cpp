#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/mcptools.h"
#include "app/cli/searchoptions.h"
#include "core/knowledge/knowledgefolders.h"
#include "core/mcp/messagelines.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace espalier::cli {
namespace {

/// A source of 4 MiB with every byte escaped as two fits.
constexpr std::size_t kLongestMessage = std::size_t{10} << 20;

/// Standard output for the protocol alone: whatever else prints there goes to standard error from now on. The
/// descriptor that still leads out, or -1.
int takeStandardOutput()
{
    std::fflush(stdout);
    const int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    return out >= 0 && dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 ? out : -1;
}

/// A client that is gone is noticed at the end of standard input, so a failed write needs no answer.
void writeLine(int out, std::string message)
{
    message += '\n';
    for (std::size_t done = 0; done < message.size();) {
        const ssize_t n = write(out, message.data() + done, message.size() - done);
        if (n < 0 && errno != EINTR) {
            return;
        }
        done += n > 0 ? static_cast<std::size_t>(n) : 0;
    }
}

/// Until standard input ends.
void serve(McpServer& server)
{
    MessageLines lines(kLongestMessage);
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t n = read(STDIN_FILENO, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return;
        }
        for (const auto& line : lines.feed({buffer.data(), static_cast<std::size_t>(n)})) {
            if (line.tooLong) {
                server.receiveTooLong();
            } else {
                server.receive(line.text);
            }
        }
    }
}

} // namespace

Result<int> runMcp(const QStringList& arguments)
{
    CommandLine line("mcp [--store DIR] [--kb DIR]",
                     "Serve the Model Context Protocol on standard input and output, for a coding agent: tasks, the "
                     "judge, nodes and trees, the knowledge base, steering. Ends with its input.");
    line.option("kb", "DIR", "A folder of your own documents, searched too; may be given several times.");
    declareSandboxConsent(line);
    if (const auto go = line.parse(arguments, 0, 0); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const int out = takeStandardOutput();
    if (out < 0) {
        return Error{ErrorKind::Machine, "cannot take standard output", std::strerror(errno), "start it from a client"};
    }
    std::vector<std::filesystem::path> folders = knowledgeFolders(line.storeFolder());
    for (const std::string& folder : line.texts("kb")) {
        folders.emplace_back(folder);
    }
    EvaluationLane lane(readSandboxConsent(line));
    std::vector<McpTool> tools = taskTools(lane);
    for (auto&& more : {storeTools(line.storeFolder()), knowledgeTools(folders)}) {
        tools.insert(tools.end(), more.begin(), more.end());
    }
    McpServer server(ESPALIER_VERSION, std::move(tools),
                     [out](const std::string& message) { writeLine(out, message); });
    serve(server);
    return 0;
}

} // namespace espalier::cli
