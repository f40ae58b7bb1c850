#include "core/evaluate/sandbox/bubblewrap.h"

#include "core/base/paths.h"
#include "core/cuda/gpufiles.h"

#include <initializer_list>

namespace espalier {
namespace {

namespace fs = std::filesystem;

void append(std::vector<std::string>& line, std::initializer_list<const char*> words)
{
    line.insert(line.end(), words.begin(), words.end());
}

/// /lib and its like: links into /usr on a merged system, folders of their own on others.
void showSystemFolder(std::vector<std::string>& line, const char* path)
{
    std::error_code failed;
    if (fs::is_symlink(path, failed)) {
        line.insert(line.end(), {"--symlink", fs::read_symlink(path, failed).string(), path});
    } else {
        append(line, {"--ro-bind-try", path, path});
    }
}

std::vector<std::string> common(const Bubblewrap& bubblewrap, const fs::path& worker)
{
    std::vector<std::string> line{bubblewrap.program.string(),
                                  "--unshare-all",
                                  "--unshare-user",
                                  "--die-with-parent",
                                  "--new-session",
                                  "--clearenv",
                                  "--cap-drop",
                                  "ALL"};
    if (bubblewrap.disablesUserNamespaces) {
        append(line, {"--disable-userns"});
    }
    append(line, {"--ro-bind", "/usr", "/usr"});
    for (const char* path : {"/lib", "/lib64", "/bin"}) {
        showSystemFolder(line, path);
    }
    // OpenBLAS is a link through /etc/alternatives.
    for (const char* path : {"/opt", "/nix/store", "/etc/ld.so.cache", "/etc/alternatives", "/etc/OpenCL",
                             "/sys/devices/system/cpu", "/sys/devices/system/node"}) {
        append(line, {"--ro-bind-try", path, path});
    }
    line.insert(line.end(), {"--ro-bind", worker.string(), kWorkerInside});
    append(line, {"--proc", "/proc", "--dev", "/dev", "--size", "16777216", "--tmpfs", "/tmp"});
    return line;
}

void showGpus(std::vector<std::string>& line)
{
    for (const fs::path& file : gpuFiles()) {
        line.insert(line.end(), {"--dev-bind", file.string(), file.string()});
    }
    append(line, {"--ro-bind", "/sys", "/sys"});
}

void showInterpreter(std::vector<std::string>& line, const Interpreter& interpreter)
{
    // ldconfig, by which Triton finds the driver.
    showSystemFolder(line, "/sbin");
    std::vector<fs::path> folders = interpreter.folders;
    folders.push_back(interpreter.modules);
    for (const fs::path& folder : folders) {
        line.insert(line.end(), {"--ro-bind", folder.string(), folder.string()});
    }
}

} // namespace

std::optional<fs::path> findBubblewrap()
{
    return findOnPath("bwrap");
}

std::vector<std::string> runSandbox(const Bubblewrap& bubblewrap, const fs::path& worker,
                                    const EnvironmentVariables& environment, bool gpu,
                                    const std::optional<Interpreter>& interpreter)
{
    std::vector<std::string> line = common(bubblewrap, worker);
    for (const auto& [name, value] : environment) {
        line.insert(line.end(), {"--setenv", name, value});
    }
    if (gpu) {
        showGpus(line);
    }
    if (interpreter) {
        showInterpreter(line, *interpreter);
        if (gpu) {
            line.insert(line.end(), {"--bind", interpreter->scratch.string(), interpreter->scratch.string()});
        }
    }
    // clang's OpenMP library registers itself in a file there, before the candidate is loaded.
    append(line, {"--size", "65536", "--tmpfs", "/dev/shm"});
    // What is left to write is the memory of /tmp and /dev/shm: the root and /dev are memory too, without a limit.
    append(line, {"--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/", "--"});
    return line;
}

std::vector<std::string> buildSandbox(const Bubblewrap& bubblewrap, const fs::path& worker, const fs::path& folder,
                                      const std::string& path, const std::optional<Interpreter>& interpreter)
{
    std::vector<std::string> line = common(bubblewrap, worker);
    if (interpreter) {
        showInterpreter(line, *interpreter);
    }
    line.insert(line.end(),
                {"--setenv", "PATH", path, "--setenv", "LANG", "C.UTF-8", "--bind", folder.string(), kBuildFolderInside,
                 "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", kBuildFolderInside, "--"});
    return line;
}

} // namespace espalier
