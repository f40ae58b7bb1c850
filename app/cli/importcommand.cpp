#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/importing.h"

namespace espalier::cli {

Result<int> runImport(const QStringList& arguments)
{
    CommandLine line("import kernelbench|openevolve|shinka|kerneltuner PATH [options]",
                     "Make tasks of problem files in KernelBench's form, which are read and never run; or make a "
                     "session of another tool's run, to look at.");
    line.option("out", "DIR",
                "kernelbench: where to make the task folders; imported in the store's folder when absent.")
        .option("licence", "TEXT",
                "kernelbench: the licence of the files; by their SPDX line or a file LICENSE when absent.")
        .option("name", "TEXT", "Of a run: a name for the session.");
    if (const auto go = line.parse(arguments, 2, 2); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    const std::string what = line.positional(0);
    if (what == "kernelbench") {
        return importProblems(line);
    }
    if (const auto reader = peerReader(what)) {
        return importPeerRun(line, *reader);
    }
    return Error{ErrorKind::Usage, "import knows no \"" + what + "\"", "",
                 "the usage is: espalier import kernelbench|openevolve|shinka|kerneltuner PATH"};
}

} // namespace espalier::cli
