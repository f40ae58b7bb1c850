#include "app/cli/benchsandbox.h"

#include "app/cli/output.h"
#include "core/base/paths.h"
#include "core/evaluate/sandbox/selftest.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {

Result<int> benchSandbox(const CommandLine& line)
{
    constexpr int kStarts = 50;
    const std::filesystem::path worker = programFolder() / "espalier-worker";
    const Sandbox sandbox = examineSandbox(worker, findBubblewrap());
    if (!sandbox.bubblewrap) {
        return Error{ErrorKind::Machine, "there is no sandbox to measure", sandbox.whyNotFull, "install bubblewrap"};
    }
    const StartCost cost = measureStarts(sandbox, worker, kStarts);
    if (line.json()) {
        printJson({{"starts", kStarts},
                   {"build_ms", cost.build},
                   {"build_bare_ms", cost.buildBare},
                   {"run_ms", cost.run},
                   {"run_bare_ms", cost.runBare}});
        return 0;
    }
    char text[240];
    std::snprintf(text, sizeof text,
                  "Start and end of a program that does nothing, median of %d:\n"
                  "  build sandbox %5.1f ms, without bubblewrap %5.1f ms\n"
                  "  run sandbox   %5.1f ms, without bubblewrap %5.1f ms",
                  kStarts, cost.build, cost.buildBare, cost.run, cost.runBare);
    printLine(text);
    return 0;
}

} // namespace espalier::cli
