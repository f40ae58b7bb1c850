#include "app/cli/command.h"
#include "app/cli/exportforms.h"

#include <algorithm>
#include <array>

namespace espalier::cli {
namespace {

/// A form, and the options that mean something in it beside --as, --out, --json and --store.
struct Form
{
    const char* name;
    Result<int> (*run)(const CommandLine& line);
    std::vector<const char*> options;
};

const std::array<Form, 6>& forms()
{
    static const std::array<Form, 6> list{{
        {"dataset", exportDatasetRows, {"kind", "licence", "group-size"}},
        {"link", exportLink, {"node"}},
        {"patch", exportPatch, {"onto", "branch", "path", "switch"}},
        {"bundle", exportBundle, {"nearest"}},
        {"report", exportReport, {}},
        {"dispatcher", exportDispatcher, {"nearest"}},
    }};
    return list;
}

Result<int> runForm(const CommandLine& line)
{
    const std::string as = line.text("as");
    const auto form = std::ranges::find(forms(), as, [](const Form& one) { return std::string(one.name); });
    if (form == forms().end()) {
        return Error{ErrorKind::Usage,
                     as.empty() ? "it is not said what to write" : "export cannot write \"" + as + "\"", "",
                     "the usage is: espalier export SESSION|NODE --as dataset|link|patch|bundle|report|dispatcher"};
    }
    for (const Form& other : forms()) {
        for (const char* option : other.options) {
            const bool fits =
                std::ranges::any_of(form->options, [&](const char* one) { return std::string_view(one) == option; });
            if (line.isSet(option) && !fits) {
                return Error{ErrorKind::Usage, std::string("--") + option + " means nothing with --as " + as,
                             "it goes with --as " + std::string(other.name), "leave it out"};
            }
        }
    }
    return form->run(line);
}

} // namespace

Result<int> runExport(const QStringList& arguments)
{
    CommandLine line(
        "export SESSION|NODE --as dataset|link|patch|bundle|report|dispatcher [options]",
        "Hand over what a search found: a node as a patch, a session or a node as a bundle that builds and "
        "tests itself or as a report, or a session as training data or a link.");
    line.option("as", "WHAT",
                "What to write: dataset (JSON Lines), link (a small file that opens the session in the window), patch "
                "(of a node), bundle (a folder), report (an HTML page) or "
                "dispatcher (its table alone, and with --out its folder).")
        .option("out", "PATH", "Where to: a file, or the folder of a bundle; standard output when absent.")
        .option("onto", "CHECKOUT", "patch: commit it in this git checkout, on a new branch.")
        .option("branch", "NAME", "patch: the new branch; espalier/TASK-SESSION.NODE when absent.")
        .option("path", "FILE", "patch: the kernel's file, from the repository's root.")
        .flag("switch", "patch: make the new branch the checkout's current one.")
        .flag("nearest",
              "bundle, dispatcher: at shapes that nobody measured call the kernel of the nearest measured one.")
        .option("node", "N", "link: the node to look at.", "-1")
        .option("kind", "KIND", "dataset: sft (ways from the root to a fit node), preference, group or all.", "all")
        .option("licence", "TEXT", "dataset: the licence of the kernels; the task's own when absent.")
        .option("group-size", "N", "dataset: children of one node in a row of the kind group.", "4");
    if (const auto go = line.parse(arguments, 1, 1); !go || !*go) {
        return go ? Result<int>(0) : go.error();
    }
    return runForm(line);
}

} // namespace espalier::cli
