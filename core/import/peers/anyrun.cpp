#include "core/import/peers/peerrun.h"

namespace espalier {

Result<PeerRun> readPeerRun(const std::filesystem::path& path)
{
    namespace fs = std::filesystem;
    std::error_code ignored;
    const std::string ending = path.extension();
    if (ending == ".sqlite" || ending == ".db" || fs::exists(path / "programs.sqlite", ignored) ||
        fs::exists(path / "evolution_db.sqlite", ignored)) {
        return readShinka(path);
    }
    if (fs::is_directory(path, ignored)) {
        return readOpenEvolve(path.filename() == "programs" ? path.parent_path() : path);
    }
    const fs::path folder = path.parent_path();
    if (folder.filename() == "programs") {
        return readOpenEvolve(folder.parent_path());
    }
    if (fs::is_directory(folder / "programs", ignored)) {
        return readOpenEvolve(folder);
    }
    if (ending == ".json") {
        return readKernelTuner(path);
    }
    return Error{ErrorKind::Usage, path.string() + " cannot be opened",
                 "it is neither a task folder, nor a kernel's source, nor another tool's run",
                 "the manual's page Runs of other tools names those that can be looked at"};
}

} // namespace espalier
