#include "core/evaluate/target/hiptarget.h"

#include "core/base/process.h"
#include "core/evaluate/toolchain/buildlog.h"
#include "core/evaluate/toolchain/hiptoolchain.h"

#include <utility>

namespace espalier {

namespace fs = std::filesystem;

Candidate HipTarget::plain(std::string source)
{
    return {"hip", "hipcc", {}, std::move(source)};
}

fs::path HipTarget::seedFile(const Task& task)
{
    std::error_code failed;
    const fs::path own = task.folder / "seed.hip";
    return fs::exists(own, failed) ? own : task.folder / "seed.cu";
}

Result<std::string> HipTarget::compiler()
{
    constexpr std::string_view kVersion = "HIP version: ";
    const auto missing = [](const std::string& why) {
        return Error{ErrorKind::Machine, "there is no HIP compiler for the target hip", why,
                     "install hipcc (on Debian and Ubuntu: apt install hipcc)"};
    };
    const auto found = HipToolchain::findCompiler();
    if (!found) {
        return missing("hipcc is not on PATH");
    }
    const auto run =
        runProcess({.argv = {found->string(), "--version"}, .folder = {}, .timeout = std::chrono::seconds(30)});
    if (!run || !run->succeeded()) {
        return missing("hipcc is there and does not start: " +
                       (run ? printable(run->output.substr(0, run->output.find('\n'))) : run.error().what));
    }
    const std::size_t at = run->output.find(kVersion);
    const std::string rest = at == std::string::npos ? std::string() : run->output.substr(at + kVersion.size());
    return "hipcc " + printable(rest.substr(0, std::min(rest.find('\n'), std::size_t{40})));
}

Error HipTarget::notRun()
{
    return {ErrorKind::Machine, "kernels for AMD's GPUs are built here and not run", "there is no worker for ROCm",
            "take the verdict built for what it is, and measure the kernel on your own"};
}

} // namespace espalier
