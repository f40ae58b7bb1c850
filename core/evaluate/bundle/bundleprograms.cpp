#include "core/evaluate/bundle/bundleprograms.h"

#include "core/base/process.h"
#include "core/evaluate/target/pythonmachine.h"
#include "core/evaluate/target/target.h"
#include "core/synthesis/rules/parserheaders.h"

#include <algorithm>
#include <array>
#include <map>
#include <sstream>

namespace espalier {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 9> kOfEveryLinux{"linux-vdso", "linux-gate", "ld-linux",
                                                        "libc.so.",   "libm.so.",   "libpthread.so.",
                                                        "libdl.so.",  "librt.so.",  "libresolv.so."};
constexpr std::array<std::string_view, 3> kOfCompilers{"libstdc++.so.", "libgcc_s.so.", "libgomp.so."};

// A login without PATH has the shell's own, which is not handed on to programs.
constexpr const char* kRunScript = R"sh(#!/bin/sh
# Judges the candidates of this folder on this machine and writes result.json.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 3
export PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}"
[ -n "${HOME:-}${XDG_CACHE_HOME:-}" ] || export XDG_CACHE_HOME="$here/cache"
export LD_LIBRARY_PATH="$here/lib"
"$here/bin/espalier" --version >/dev/null 2>&1 || LD_LIBRARY_PATH="$here/lib:$here/lib/compiler"
exec "$here/bin/espalier" evaluate --run-bundle "$here" "$@"
)sh";

template <class Names>
bool isOneOf(const std::string& library, const Names& names)
{
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return library.starts_with(name); });
}

Result<std::vector<fs::path>> librariesOf(const fs::path& program, const std::stop_token& stop)
{
    ProcessSpec spec;
    spec.argv = {"ldd", program.string()};
    const Result<ProcessOutcome> outcome = runProcess(spec, stop);
    if (!outcome) {
        return outcome.error();
    }
    if (!outcome->succeeded()) {
        return Error{ErrorKind::Machine, "cannot tell which libraries " + program.string() + " needs",
                     "ldd says: " + outcome->output.substr(0, 200), "install ldd, which comes with the C library"};
    }
    return librariesIn(outcome->output);
}

/// PyTorch is among the baselines of cuda.
bool takesPython(const std::string& target, const fs::path& programs)
{
    return target == "triton" || (target == "cuda" && !PythonMachine::modules(programs).empty() &&
                                  !findProgram(programs, kPythonWorker).empty());
}

std::vector<std::string> programsFor(const std::string& target, const fs::path& programs)
{
    std::vector<std::string> names{"espalier", "espalier-judge", "espalier-worker"};
    if (target == "opencl") {
        names.emplace_back("espalier-clworker");
    }
    if (target == "cuda") {
        names.emplace_back("espalier-cuworker");
    }
    if (target == "hip") {
        names.emplace_back("espalier-hipworker");
    }
    if (takesPython(target, programs)) {
        names.emplace_back(kPythonWorker);
    }
    return names;
}

/// Beside the programs, where they look for them.
Result<void> addPythonModules(const fs::path& folder, const fs::path& programs, std::vector<BundleFile>& files)
{
    const fs::path modules = PythonMachine::modules(programs);
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(modules, failed)) {
        const std::string name = entry.path().filename().string();
        if (auto copied = copyInto(folder, entry.path(), "bin/pyworker/" + name, files); !copied) {
            return copied;
        }
    }
    if (failed) {
        return Error{ErrorKind::Machine, "cannot put the Python worker into a bundle", failed.message(),
                     "install Espalier anew"};
    }
    return {};
}

/// Where the parser finds them in a bundle.
Result<void> addParserHeaders(const fs::path& folder, std::vector<BundleFile>& files)
{
    const auto headers = rules::parserHeaders();
    if (!headers) {
        return headers.error();
    }
    const std::string place = std::string("lib/") + rules::kBundledHeaders + "/";
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(*headers, failed)) {
        if (entry.is_directory()) {
            continue; // for other compilers and for programs with a profiler in them
        }
        if (auto copied = copyInto(folder, entry.path(), place + entry.path().filename().string(), files); !copied) {
            return copied;
        }
    }
    if (failed) {
        return Error{ErrorKind::Machine, "cannot put the headers of libclang into a bundle", failed.message(),
                     "make " + headers->string() + " readable"};
    }
    return {};
}

} // namespace

Result<std::vector<fs::path>> librariesIn(const std::string& lddOutput)
{
    std::vector<fs::path> found;
    std::istringstream lines(lddOutput);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name;
        std::string arrow;
        std::string path;
        words >> name >> arrow >> path;
        if (arrow != "=>" || isOneOf(name, kOfEveryLinux)) {
            continue; // the loader itself stands there without an arrow
        }
        if (!path.starts_with('/')) {
            return Error{ErrorKind::Machine, "cannot put the library " + name + " into a bundle",
                         "the loader does not find it", "install what it belongs to"};
        }
        found.emplace_back(path);
    }
    return found;
}

Result<void> addPrograms(const fs::path& folder, const fs::path& programs, const std::string& target,
                         std::vector<BundleFile>& files, std::stop_token stop)
{
    std::map<std::string, fs::path> libraries; // several programs load the same ones
    for (const std::string& name : programsFor(target, programs)) {
        const fs::path program = findProgram(programs, name);
        if (program.empty()) {
            return Error{ErrorKind::Machine, name + " is missing", "it is not beside this program",
                         "install Espalier anew, or build the target \"programs\""};
        }
        const auto needed = librariesOf(program, stop);
        if (!needed) {
            return needed.error();
        }
        for (const fs::path& library : *needed) {
            libraries[library.filename().string()] = library;
        }
        if (const auto copied = copyInto(folder, program, "bin/" + name, files); !copied) {
            return copied;
        }
    }
    for (const auto& [name, path] : libraries) {
        const std::string place = isOneOf(name, kOfCompilers) ? "lib/compiler/" : "lib/";
        if (const auto copied = copyInto(folder, path, place + name, files); !copied) {
            return copied;
        }
    }
    if (takesPython(target, programs)) {
        if (const auto added = addPythonModules(folder, programs, files); !added) {
            return added;
        }
    }
    if (const auto added = addParserHeaders(folder, files); !added) {
        return added;
    }
    if (const auto written = writeInto(folder, kRunScript, "run", files); !written) {
        return written;
    }
    std::error_code ignored;
    fs::permissions(folder / "run", fs::perms{0755}, ignored);
    return {};
}

} // namespace espalier
