#include "core/task/sharedlibrary.h"

#include "core/base/file.h"
#include "core/base/process.h"
#include "core/base/temporaryfolder.h"

#include <dlfcn.h>

namespace espalier {
namespace {

/// The compiler's first complaint, without the folder it was built in.
std::string firstError(const std::string& log)
{
    std::size_t at = log.find(" error: ");
    at = at == std::string::npos ? log.find("error") : at;
    if (at == std::string::npos) {
        return log.substr(0, log.find('\n'));
    }
    const std::size_t before = log.rfind('\n', at);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return log.substr(begin, log.find('\n', at) - begin);
}

Result<ProcessOutcome> compile(ProcessSpec spec)
{
    Result<ProcessOutcome> outcome = runProcess(spec);
    if (!outcome) {
        spec.argv[0] = "clang++";
        Result<ProcessOutcome> second = runProcess(spec);
        return second ? second
                      : Error{ErrorKind::Machine, "there is no C++ compiler", "neither g++ nor clang++ can be started",
                              "install g++ (Debian, Ubuntu: apt install g++)"};
    }
    return outcome;
}

} // namespace

Result<std::shared_ptr<const SharedLibrary>> SharedLibrary::open(const std::filesystem::path& file)
{
    void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char* why = dlerror();
        return Error{ErrorKind::Machine, "cannot open the library " + file.string(), why ? why : "",
                     "delete it and try again"};
    }
    return std::shared_ptr<const SharedLibrary>(new SharedLibrary(handle));
}

SharedLibrary::~SharedLibrary()
{
    dlclose(m_handle);
}

void* SharedLibrary::symbol(const char* name) const
{
    return dlsym(m_handle, name);
}

Result<void> buildSharedLibrary(const std::map<std::string, std::string>& sources,
                                const std::vector<std::string>& flags, const std::filesystem::path& output,
                                const std::string& what)
{
    const TemporaryFolder folder("espalier-build");
    if (folder.path().empty()) {
        return Error{ErrorKind::Machine, "cannot make a temporary folder", "the disk may be full or read-only",
                     "free some space, or set TMPDIR"};
    }
    for (const auto& [name, text] : sources) {
        if (Result<void> written = writeFileAtomic(folder.path() / name, text); !written) {
            return written;
        }
    }
    ProcessSpec spec;
    spec.argv = {"g++", "-std=c++20", "-shared", "-fPIC", "-fvisibility=hidden", "main.cpp", "-o", "library.so"};
    spec.argv.insert(spec.argv.end(), flags.begin(), flags.end());
    spec.folder = folder.path();
    const Result<ProcessOutcome> outcome = compile(spec);
    if (!outcome) {
        return outcome.error();
    }
    if (!outcome->succeeded()) {
        return Error{ErrorKind::Usage, what + " does not compile",
                     outcome->timedOut ? "the compiler took longer than a minute" : firstError(outcome->output),
                     "mend it there"};
    }
    const Result<std::string> library = readFile(folder.path() / "library.so");
    if (!library) {
        return library.error();
    }
    std::error_code ignored;
    std::filesystem::create_directories(output.parent_path(), ignored);
    return writeFileAtomic(output, *library);
}

} // namespace espalier
