#include "app/cli/importing.h"
#include "app/cli/output.h"
#include "core/import/peers/peersession.h"

#include <nlohmann/json.hpp>

namespace espalier::cli {

std::optional<PeerReader> peerReader(std::string_view word)
{
    if (word == "openevolve") {
        return readOpenEvolve;
    }
    if (word == "shinka") {
        return readShinka;
    }
    return word == "kerneltuner" ? std::optional<PeerReader>(readKernelTuner) : std::nullopt;
}

Result<int> importPeerRun(const CommandLine& line, PeerReader read)
{
    std::error_code ignored;
    const std::filesystem::path path = std::filesystem::absolute(line.positional(1), ignored);
    const Result<PeerRun> run = read(path);
    if (!run) {
        return run.error();
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const Result<SessionId> session = keepPeerRun(*store, *run, line.text("name"), path);
    if (!session) {
        return session.error();
    }
    if (line.json()) {
        printJson(
            {{"session", *session}, {"tool", run->tool}, {"nodes", run->programs.size()}, {"unread", run->unread}});
        return 0;
    }
    printLine(keptText(*run, *session));
    printLine("Look at it with: espalier tree " + std::to_string(*session) + ", or in the window.");
    return 0;
}

} // namespace espalier::cli
