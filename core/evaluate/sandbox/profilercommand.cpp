#include "core/evaluate/sandbox/profilercommand.h"

#include <cstdlib>
#include <initializer_list>

namespace espalier {
namespace {

namespace fs = std::filesystem;

void append(std::vector<std::string>& line, std::initializer_list<std::string> words)
{
    line.insert(line.end(), words);
}

/// The folders that hold what is the user's.
std::vector<std::string> hidden()
{
    std::vector<std::string> folders{"/home", "/root", "/run", "/tmp", "/var/tmp", "/dev/shm"};
    const char* home = std::getenv("HOME");
    std::error_code failed;
    if (home != nullptr && fs::path(home).is_absolute() && fs::path(home) != "/" && fs::is_directory(home, failed)) {
        folders.emplace_back(home);
    }
    return folders;
}

std::vector<std::string> sandboxWords(const Bubblewrap& bubblewrap, const fs::path& folder,
                                      const std::vector<fs::path>& programs)
{
    std::vector<std::string> line{bubblewrap.program.string(),
                                  "--unshare-all",
                                  "--unshare-user",
                                  "--die-with-parent",
                                  "--new-session",
                                  "--cap-drop",
                                  "ALL"};
    if (bubblewrap.disablesUserNamespaces) {
        append(line, {"--disable-userns"});
    }
    append(line, {"--ro-bind", "/", "/", "--proc", "/proc", "--dev-bind", "/dev", "/dev"});
    std::error_code failed;
    for (const std::string& path : hidden()) {
        if (fs::is_directory(path, failed)) {
            append(line, {"--tmpfs", path});
        }
    }
    for (const fs::path& program : programs) {
        const std::string path = fs::absolute(program, failed).string();
        append(line, {"--ro-bind-try", path, path});
    }
    append(line, {"--bind", folder.string(), folder.string(), "--setenv", "HOME", folder.string(), "--setenv", "TMPDIR",
                  "/tmp", "--chdir", folder.string(), "--"});
    return line;
}

} // namespace

ProcessSpec profilerProcess(const std::optional<Bubblewrap>& bubblewrap, const fs::path& folder,
                            const std::vector<fs::path>& programs, const std::vector<std::string>& argv,
                            const ProcessLimits& limits)
{
    ProcessSpec spec;
    if (bubblewrap) {
        spec.argv = sandboxWords(*bubblewrap, folder, programs);
    }
    spec.argv.insert(spec.argv.end(), argv.begin(), argv.end());
    spec.folder = folder;
    limits.holdTo(spec);
    return spec;
}

} // namespace espalier
