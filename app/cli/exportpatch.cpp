#include "app/cli/exportforms.h"
#include "app/cli/opensession.h"
#include "app/cli/output.h"
#include "core/base/file.h"
#include "core/handover/kernelpatch.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace espalier::cli {
namespace {

Result<int> commitOnto(const CommandLine& line, const handover::KernelPatch& patch, const std::string& task)
{
    if (line.text("path").empty()) {
        return Error{ErrorKind::Usage, "it is not said which file of the checkout has the kernel", "",
                     "name it with --path, from the repository's root"};
    }
    if (line.isSet("out")) {
        return Error{ErrorKind::Usage, "--out means nothing with --onto", "the patch becomes a commit",
                     "leave one out"};
    }
    const std::string branch = line.isSet("branch") ? line.text("branch") : "espalier/" + task + "-" + patch.name;
    const auto made =
        handover::commitPatch(patch, {line.text("onto"), branch, line.text("path"), line.isSet("switch")});
    if (!made) {
        return made.error();
    }
    if (line.json()) {
        printJson({{"node", patch.name},
                   {"commit", made->id},
                   {"branch", made->branch},
                   {"path", made->path},
                   {"onto", made->onto}});
    } else {
        printLine("Node " + patch.name + " is commit " + made->id.substr(0, 12) + " on the new branch " + made->branch +
                  ", on top of " + made->onto + "." +
                  (line.isSet("switch") ? "" : " The checkout's own branch and files are as they were."));
        printLine(
            "It was measured with the options that the commit's message names; your project builds with its own.");
    }
    return 0;
}

} // namespace

Result<int> exportPatch(const CommandLine& line)
{
    for (const char* option : {"branch", "switch"}) {
        if (line.isSet(option) && !line.isSet("onto")) {
            return Error{ErrorKind::Usage, std::string("--") + option + " means nothing without a checkout", "",
                         "name one with --onto"};
        }
    }
    Result<Store> store = Store::open(line.storeFolder());
    if (!store) {
        return store.error();
    }
    const auto open = openNode(*store, line.positional(0));
    if (!open) {
        return open.error();
    }
    const auto patch = handover::readKernelPatch(*store, open->session.id, open->node.number);
    if (!patch) {
        return patch.error();
    }
    if (line.isSet("onto")) {
        return commitOnto(line, *patch, open->session.settings.task);
    }
    const auto text = handover::patchText(*patch, line.text("path"));
    if (!text) {
        return text.error();
    }
    const std::string file = line.text("out");
    if (!file.empty()) {
        if (const auto written = writeFileAtomic(file, *text); !written) {
            return written.error();
        }
        std::fprintf(stderr, "%s\n", printable("The patch of node " + patch->name + " is in " + file + ".").c_str());
    }
    if (line.json()) {
        printJson({{"node", patch->name}, {"file", file}, {"patch", *text}});
    } else if (file.empty()) {
        std::fwrite(text->data(), 1, text->size(), stdout); // byte for byte: git apply must be able to use it
    }
    return 0;
}

} // namespace espalier::cli
