#pragma once

#include "core/base/temporaryfolder.h"
#include "core/store/store.h"

#include <filesystem>
#include <map>
#include <string>

namespace espalier {

/// A store with a session whose task lies in a folder of its own. Softmax is timed at two sizes there, "square"
/// (64 × 256) and "wide" (8 × 4096), and "square, on a GPU" and "wide, on a GPU" have a column more. Node 0 is the
/// plain seed, half as fast as the baseline in the first two.
struct HandoverFixture
{
    explicit HandoverFixture(const std::string& target = "cpu", const std::string& task = "softmax");

    /// A node below `parent` with these intervals by the names of cases.
    NodeNumber add(const std::string& source, NodeNumber parent, Verdict verdict,
                   const std::map<std::string, Interval>& speedups, const std::string& summary = "a change",
                   bool judgedTwice = false);
    SessionInfo info();
    std::string seed() const;

    TemporaryFolder folder{"espalier-handover"};
    std::filesystem::path taskFolder;
    Store store;
    SessionId session = 0;
    std::string language = "cpp";
    NodeNumber next = 0;
};

/// tests/handover/kernels/NAME
std::string kernelText(const std::string& name);

/// What a program printed; aborts the test program's run with it when the program failed.
struct ToolRun
{
    int exitCode = -1;
    std::string output;
};
ToolRun runTool(const std::vector<std::string>& argv, const std::filesystem::path& folder);

} // namespace espalier
