#include "core/handover/kernelbundle.h"

#include "core/base/file.h"
#include "core/base/newfolder.h"
#include "core/diagnose/figures.h"
#include "core/handover/cmakefile.h"
#include "core/handover/cppdispatcher.h"
#include "core/handover/cpptest.h"
#include "core/handover/pythondispatcher.h"
#include "core/handover/report.h"
#include "core/handover/sourcetext.h"
#include "core/handover/templates.h"
#include "core/task/halfsource.h"

namespace espalier::handover {
namespace {

/// What whoever calls the dispatcher has to do beside it; empty where the fallback is handed over.
std::string frameworkAdvice(const Handover& handover)
{
    if (handover.table.fallback != Fallback::Framework) {
        return {};
    }
    const std::string status = frameworkStatus(handover);
    return "\nWhere no kernel is proven faster than PyTorch's own operator, `" + handover.task.name +
           "` does nothing and returns `" + status +
           "`:\na library in C++ cannot call that operator, so call it yourself.\n\n```\nif (" + handover.task.name +
           "(" + arguments(handover.task) + ", stream) == " + status +
           ") {\n    // PyTorch's own operator, as you do today\n}\n```\n";
}

std::string readme(const Handover& handover)
{
    const std::string& name = handover.task.name;
    const bool python = handover.session.settings.target == "triton";
    std::string text = "# " + name + "\n\n" + commentText(handover.task.summary, 400) + ". From " +
                       commentText(originText(handover.session)) + ".\n\n";
    for (const std::string& line : tableLines(handover.table)) {
        text += "- " + commentText(line, 400) + "\n";
    }
    text +=
        python ? "\n```\npython3 -m unittest test_" + name +
                     "          # what is picked; what comes out where there is a GPU\n```\n\nIn your program: `from " +
                     name + " import Dispatcher`.\n"
               : "\n```\ncmake -S . -B build && cmake --build build && ctest --test-dir build\n```\n\nIn your project: "
                 "`add_subdirectory` this folder, link `" +
                     name + "_kernels`, include `" + name + ".h`.\n";
    text += frameworkAdvice(handover);
    return text + "\nSpeedups are those of the machine that measured them; REPORT.html, where it is here, says which, "
                  "and what else was\n"
                  "tried.\n";
}

std::string fallbackText(const DispatchTable& table)
{
    return table.fallback == Fallback::Framework ? "PyTorch's own operator" : "baseline";
}

std::string withLicence(const Handover& handover, std::string_view text)
{
    return licenceLines("//", handover.licence) + std::string(text);
}

std::vector<BundleFile> pythonFiles(const Handover& handover)
{
    const std::string& name = handover.task.name;
    std::vector<BundleFile> files{{name + "_table.py", tableModule(handover)},
                                  {name + ".py", dispatcherModule(handover)},
                                  {"test_" + name + ".py", testModule(handover)},
                                  {"check.py", licenceLines("#", handover.licence) + std::string(checkModule())}};
    for (const HandedKernel& kernel : handover.kernels) {
        files.push_back({"kernels/" + kernel.name + ".py", kernelModule(handover, kernel)});
    }
    files.push_back({"kernels/baseline.py", kernelModule(handover, *handover.baseline)});
    return files;
}

Result<std::vector<BundleFile>> compiledFiles(const Handover& handover)
{
    const bool cuda = isCuda(handover);
    const std::string ending = cuda ? ".cu" : ".cpp";
    std::vector<BundleFile> files{{handover.task.name + ".h", dispatcherHeader(handover)},
                                  {"dispatch" + ending, dispatcherSource(handover)},
                                  {"number.h", withLicence(handover, numberHeader())},
                                  {"CMakeLists.txt", cmakeFile(handover)},
                                  {"test/test" + ending, dispatcherTest(handover)},
                                  {"test/check.h", withLicence(handover, checkHeader())}};
    if (cuda) {
        files.push_back({"test/device.h", withLicence(handover, deviceHeader())});
    }
    if (handover.task.needsGpu()) {
        files.push_back({"test/halffloat.h", "// A part of Espalier (GPL-3.0-or-later), which the test alone uses.\n" +
                                                 std::string(halfFloatSource())});
    }
    std::vector<HandedKernel> kernels = withBaseline(handover);
    if (handover.vendor) {
        kernels.push_back(*handover.vendor);
    }
    for (const HandedKernel& kernel : kernels) {
        auto source = kernelSource(handover, kernel);
        if (!source) {
            return source.error();
        }
        files.push_back({"kernels/" + kernel.name + ending, *std::move(source)});
    }
    auto reference = referenceSource(handover);
    if (!reference) {
        return reference.error();
    }
    files.push_back({"test/reference.cpp", *std::move(reference)});
    return files;
}

} // namespace

Result<std::vector<BundleFile>> bundleFiles(const Handover& handover)
{
    Result<std::vector<BundleFile>> files = std::vector<BundleFile>();
    if (handover.session.settings.target == "triton") {
        const auto reference = readFile(handover.task.folder / "reference.py");
        if (!reference) {
            return reference.error();
        }
        files = pythonFiles(handover);
        files->push_back({"reference.py", licenceLines("#", handover.licence) + *reference});
    } else {
        files = compiledFiles(handover);
    }
    if (files) {
        files->push_back({"README.md", readme(handover)});
    }
    return files;
}

Result<KernelBundle> makeBundle(Store& store, const SessionInfo& session, const DispatchOptions& options)
{
    const auto handover = collectHandover(store, session, options);
    auto files = handover ? bundleFiles(*handover) : handover.error();
    if (!files) {
        return files.error();
    }
    auto report = sessionReport(store, session, {options.only, roofsOf(session), handover->table});
    if (!report) {
        return report.error();
    }
    files->push_back({"REPORT.html", *std::move(report)});
    return KernelBundle{handover->table, *std::move(files)};
}

Result<void> writeBundle(const std::vector<BundleFile>& files, const std::filesystem::path& folder)
{
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored) && !std::filesystem::is_empty(folder, ignored)) {
        return Error{ErrorKind::Usage, "cannot write the bundle to " + folder.string(), "something is there already",
                     "name a folder that does not exist, or an empty one"};
    }
    // What ends in a slash has no last name.
    Result<NewFolder> fresh = NewFolder::begin(folder.has_filename() ? std::filesystem::absolute(folder)
                                                                     : std::filesystem::absolute(folder).parent_path());
    if (!fresh) {
        return fresh.error();
    }
    for (const BundleFile& file : files) {
        const std::filesystem::path path = fresh->path() / file.path;
        std::filesystem::create_directories(path.parent_path(), ignored);
        if (const auto written = writeFileAtomic(path, file.text); !written) {
            return written.error();
        }
    }
    return fresh->place();
}

std::vector<std::string> tableLines(const DispatchTable& table)
{
    std::vector<std::string> lines;
    for (const DispatchRow& row : table.rows) {
        std::string line = row.name + " (" + sizesText(table, row) + ") → ";
        line += row.node ? choiceText(table, row.node) + ", " + vouchedText(row) + ", over " + table.baseline
                         : fallbackText(table) + " (" + table.baseline + "), because no kernel is proven faster there";
        if (row.passedOver) {
            line += "; node " + std::to_string(row.passedOver->node) + " looked faster, " +
                    intervalText(row.passedOver->speedup) + ", but was judged once";
        }
        lines.push_back(std::move(line));
    }
    lines.push_back(
        table.nearest
            ? "every other shape → what stands at the measured shape that is nearest in the logarithms of its sizes"
            : "every other shape → " + fallbackText(table));
    return lines;
}

} // namespace espalier::handover
